"""The types of the openai SDK, read as shapes."""

from __future__ import annotations

import pkgutil
import types
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal, NotRequired, Required, Union, get_args, get_origin, get_type_hints

from oaic_spec.drift.shapes import ANY, Leaf, Member

# Our schema and the class that stands for it; none where the SDK has only a generic one.
CLASSES: dict[str, str | None] = {
    "ListModelsResponse": None,
    "Model": "openai.types:Model",
    "CreateChatCompletionRequest": "openai.types.chat.completion_create_params:CompletionCreateParamsNonStreaming",
    "CreateChatCompletionResponse": "openai.types.chat:ChatCompletion",
    "CreateChatCompletionStreamResponse": "openai.types.chat:ChatCompletionChunk",
    "ChatCompletionList": None,
    "StoredChatCompletion": "openai.types.chat:ChatCompletion",
    "UpdateChatCompletionRequest": "openai.types.chat.completion_update_params:CompletionUpdateParams",
    "ChatCompletionDeleted": "openai.types.chat:ChatCompletionDeleted",
    "ChatCompletionMessageList": None,
    "StoredMessage": "openai.types.chat:ChatCompletionStoreMessage",
    "CreateCompletionRequest": "openai.types.completion_create_params:CompletionCreateParamsNonStreaming",
    "CreateCompletionResponse": "openai.types:Completion",
    "CreateCompletionStreamResponse": "openai.types:Completion",
    "CreateEmbeddingRequest": "openai.types.embedding_create_params:EmbeddingCreateParams",
    "CreateEmbeddingResponse": "openai.types:CreateEmbeddingResponse",
    "CreateBatchRequest": "openai.types.batch_create_params:BatchCreateParams",
    "Batch": "openai.types:Batch",
    "ListBatchesResponse": None,
    "CreateModerationRequest": "openai.types.moderation_create_params:ModerationCreateParams",
    "CreateModerationResponse": "openai.types:ModerationCreateResponse",
    "CreateResponse": "openai.types.responses.response_create_params:ResponseCreateParamsNonStreaming",
    "Response": "openai.types.responses:Response",
    "ResponseStreamEvent": "openai.types.responses:ResponseStreamEvent",
    "DeletedResponse": None,
    "ItemList": "openai.types.conversations:ConversationItemList",
    "TokenCountsBody": "openai.types.responses.input_token_count_params:InputTokenCountParams",
    "TokenCountsResource": "openai.types.responses:InputTokenCountResponse",
    "CompactResponseBody": "openai.types.responses.response_compact_params:ResponseCompactParams",
    "CompactResource": "openai.types.responses:CompactedResponse",
    "ItemResource": "openai.types.responses:ResponseItem",
    "CreateConversationBody": "openai.types.conversations.conversation_create_params:ConversationCreateParams",
    "UpdateConversationBody": "openai.types.conversations.conversation_update_params:ConversationUpdateParams",
    "CreateConversationItemsBody": "openai.types.conversations.item_create_params:ItemCreateParams",
    "ConversationResource": "openai.types.conversations:Conversation",
    "DeletedConversationResource": "openai.types.conversations:ConversationDeletedResource",
    "CreateFileRequest": "openai.types.file_create_params:FileCreateParams",
    "OpenAIFile": "openai.types:FileObject",
    "ListFilesResponse": None,
    "DeleteFileResponse": "openai.types:FileDeleted",
    "CreateUploadRequest": "openai.types.upload_create_params:UploadCreateParams",
    "Upload": "openai.types:Upload",
    "AddUploadPartRequest": "openai.types.uploads.part_create_params:PartCreateParams",
    "UploadPart": "openai.types.uploads:UploadPart",
    "CompleteUploadRequest": "openai.types.upload_complete_params:UploadCompleteParams",
    "CreateSpeechRequest": "openai.types.audio.speech_create_params:SpeechCreateParams",
    "CreateSpeechResponseStreamEvent": None,
    "CreateTranscriptionRequest": (
        "openai.types.audio.transcription_create_params:TranscriptionCreateParamsNonStreaming"
    ),
    "CreateTranscriptionResponse": None,
    "CreateTranscriptionResponseStreamEvent": "openai.types.audio:TranscriptionStreamEvent",
    "CreateTranslationRequest": "openai.types.audio.translation_create_params:TranslationCreateParams",
    "CreateTranslationResponse": None,
    "CreateImageRequest": "openai.types.image_generate_params:ImageGenerateParamsNonStreaming",
    "CreateImageEditRequest": "openai.types.image_edit_params:ImageEditParamsNonStreaming",
    "EditImageBodyJsonParam": None,
    "CreateImageVariationRequest": "openai.types.image_create_variation_params:ImageCreateVariationParams",
    "ImagesResponse": "openai.types:ImagesResponse",
    "ImageGenStreamEvent": "openai.types:ImageGenStreamEvent",
    "ImageEditStreamEvent": "openai.types:ImageEditStreamEvent",
    "Error": "openai.types.shared:ErrorObject",
}

SCALARS = {str: "string", bool: "boolean", int: "integer", float: "number", type(None): "null"}
WRAPPERS = (Annotated, Required, NotRequired)
UNIONS = (Union, types.UnionType)


def version() -> str:
    return str(pkgutil.resolve_name("openai:__version__"))


def sdk_class(schema: str) -> Any:
    name = CLASSES[schema]
    return pkgutil.resolve_name(name) if name else None


def leaves(annotation: Any) -> Iterator[Leaf]:
    origin = get_origin(annotation)
    if origin in WRAPPERS:
        yield from leaves(get_args(annotation)[0])
    elif origin in UNIONS:
        for alternative in get_args(annotation):
            yield from leaves(alternative)
    elif origin is Literal:
        yield from literals(get_args(annotation))
    elif annotation in SCALARS:
        yield Leaf(SCALARS[annotation])
    elif isinstance(origin, type) and issubclass(origin, Mapping):
        yield Leaf("object")
    elif origin is not None:
        yield from sequence(origin, annotation)
    else:
        yield class_leaf(annotation)


def literals(values: tuple[Any, ...]) -> Iterator[Leaf]:
    if strings := frozenset(value for value in values if isinstance(value, str)):
        yield Leaf("string", values=strings)
    yield from (Leaf(SCALARS[type(value)]) for value in values if not isinstance(value, str))


def sequence(origin: Any, annotation: Any) -> Iterator[Leaf]:
    many = isinstance(origin, type) and (issubclass(origin, (Sequence, Iterable)) or is_sequence_protocol(origin))
    yield Leaf("array", item=get_args(annotation)[0]) if many else Leaf(ANY)


def is_sequence_protocol(origin: type) -> bool:
    """The SDK's own protocol for sequences that are not strings."""
    return origin.__name__ == "SequenceNotStr"


def class_leaf(annotation: Any) -> Leaf:
    if hasattr(annotation, "model_fields"):
        return Leaf("object", members=model_members(annotation), name=annotation.__name__)
    if isinstance(annotation, type) and issubclass(annotation, dict) and hasattr(annotation, "__total__"):
        return Leaf("object", members=params_members(annotation), name=annotation.__name__)
    return Leaf(ANY)


def model_members(model: Any) -> dict[str, Member]:
    # A model writes "may be absent" and "may be null" alike, so null is known only where a value is required.
    return {
        field.alias or name: Member(field.annotation, field.is_required(), null_known=field.is_required())
        for name, field in model.model_fields.items()
    }


def params_members(params: Any) -> dict[str, Member]:
    # __required_keys__ is empty under postponed annotations, so `Required` is looked for in the resolved hints.
    hints = get_type_hints(params, include_extras=True)
    return {wire_name(name, hint): Member(hint, is_required(hint)) for name, hint in hints.items()}


def is_required(hint: Any) -> bool:
    origin = get_origin(hint)
    return origin is Required or (origin is Annotated and is_required(get_args(hint)[0]))


def wire_name(name: str, hint: Any) -> str:
    """The alias an annotation carries, wherever in its wrappers, else the attribute's name."""
    aliases = (getattr(each, "alias", None) for each in getattr(hint, "__metadata__", ()))
    inner = get_args(hint)[0] if get_origin(hint) in (Required, NotRequired) else None
    return next((alias for alias in aliases if alias), None) or (wire_name(name, inner) if inner else name)
