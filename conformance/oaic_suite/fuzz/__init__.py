"""Requests drawn at random from the contract, and what a server makes of them.

plan      how much of it, and from which seed
apart     draws in a process of its own
engine    Schemathesis draws requests; it never talks to the target
narrowed  the part of the contract that is drawn from
draw      one request as it was drawn, and a fair sample of many
taming    what makes a drawn request cheap, and its point plain
standing  what the contract says of a request
keys      keys that open nothing
symptom   what may be wrong with an answer
smaller   the smallest request that still shows it
drive     we send them, as any other request
sequences what is kept, asked about in any order
played    what came of that, and what is wrong with it
harvest   what came of one operation, as checks read it
"""
