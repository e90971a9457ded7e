"""A PDF of one page that says hello."""

from __future__ import annotations

PAGE = b"BT /F1 24 Tf 20 40 Td (Hello, parrot.) Tj ET"
OBJECTS = (
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 240 100] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    b"<< /Length %d >>\nstream\n%b\nendstream" % (len(PAGE), PAGE),
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
)


def pdf() -> bytes:
    """Its objects, and a table of where each begins."""
    body, places = b"%PDF-1.4\n", []
    for number, written in enumerate(OBJECTS, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, written)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, len(body))
    return body + table + trailer
