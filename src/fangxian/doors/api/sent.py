"""Records as they are sent and answered for, past the usual reading of a request: half of its time otherwise.

What is whole is read in one step; only where something is wrong each record is looked at by itself.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from pydantic import ValidationError

from fangxian.engines.problems import Problem, Text
from fangxian.operations.registrations.given import MOST_RECORDS, RecordGiven, RecordsGiven
from fangxian.operations.registrations.problems import REGISTRATION_NOT_READABLE
from fangxian.operations.registrations.services import Answer
from fangxian.stores.spool import Busy

JSON = "application/json; charset=utf-8"
_MOST_FAULTS = 5
_ANSWERS = {
    "type": "object",
    "properties": {
        "answers": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "event_id": {"type": "string"},
                    "accepted": {"type": "boolean"},
                    "problem": {"type": "object"},
                },
            },
        }
    },
}
DESCRIBED: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["records"],
                    "properties": {
                        "records": {
                            "type": "array",
                            "items": RecordGiven.model_json_schema(),
                            "minItems": 1,
                            "maxItems": MOST_RECORDS,
                        }
                    },
                }
            }
        },
    },
    "responses": {
        202: {
            "description": "An answer for each record.",
            "content": {"application/json": {"schema": _ANSWERS}},
        },
        503: {
            "description": "Busy: nothing was taken; `Retry-After` says in how many seconds to send it again."
        },
    },
}
"""What the description of the API says of it."""


def read_sent(body: bytes) -> Sequence[RecordGiven | Answer]:
    """Return the records of a request, in place of one that cannot be read its answer. Raises `wrong-input`."""
    try:
        return read_whole(body)
    except ValidationError as error:
        return _read_one_by_one(body, error)


def read_whole(body: bytes) -> Sequence[RecordGiven]:
    """Return the records of a request. Raises ValidationError where anything is wrong with any of them."""
    return RecordsGiven.model_validate_json(body).records


def answer_each(answers: Sequence[Answer]) -> HttpResponse:
    """Return 202 with what became of each record."""
    return HttpResponse(tell_each(answers), content_type=JSON, status=202)


def tell_each(answers: Sequence[Answer]) -> str:
    """Return the answer's text: what became of each record."""
    return f'{{"answers":[{",".join(map(_tell, answers))}]}}'


def answer_busy(busy: Busy) -> HttpResponse:
    """Return 503 with the seconds to wait."""
    answer = HttpResponse(tell_problem(busy), content_type=JSON, status=busy.status)
    answer["Retry-After"] = str(busy.retry_after_s)
    return answer


def _read_one_by_one(body: bytes, error: ValidationError) -> Sequence[RecordGiven | Answer]:
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        raise _wrong_input(error) from error
    records = sent.get("records") if isinstance(sent, dict) and len(sent) == 1 else None
    if not isinstance(records, list) or not 0 < len(records) <= MOST_RECORDS:
        raise _wrong_input(error) from error
    return [_read_one(one) for one in records]


def _read_one(one: Any) -> RecordGiven | Answer:
    try:
        return RecordGiven.model_validate_json(json.dumps(one))
    except ValidationError as error:
        event_id = one.get("event_id") if isinstance(one, dict) else None
        return Answer(_read_id(event_id), REGISTRATION_NOT_READABLE(faults=_faults(error)))


def _read_id(sent: Any) -> UUID | None:
    """What is no id is not repeated: the answer is written by hand, and holds nothing a sender wrote but ids."""
    try:
        return UUID(sent) if isinstance(sent, str) else None
    except ValueError:
        return None


def _faults(error: ValidationError) -> str:
    return "; ".join(
        f"{'.'.join(str(part) for part in fault['loc']) or 'records'}: {fault['msg']}"
        for fault in error.errors()
    )


def _wrong_input(error: ValidationError) -> Problem:
    return Problem(
        "wrong-input",
        Text(f"输入有误：{_faults(error)}。", f"The input is wrong: {_faults(error)}."),
        Text(f"应为 1 至 {MOST_RECORDS} 条记录。", f"Expected 1 to {MOST_RECORDS} records."),
        Text("请改正后重试；没有写入任何内容。", "Correct it and try again; nothing was written."),
        status=422,
    )


def _tell(answer: Answer) -> str:
    event_id = "null" if answer.event_id is None else f'"{answer.event_id}"'
    told = f'"event_id":{event_id},"accepted":{"true" if answer.problem is None else "false"}'
    return f"{{{told}}}" if answer.problem is None else f'{{{told},"problem":{tell_problem(answer.problem)}}}'


def tell_problem(problem: Problem) -> str:
    """Return a problem's text, in the one shape errors have."""
    texts = {name: asdict(getattr(problem, name)) for name in ("happened", "expected", "remedy")}
    return json.dumps({"code": problem.code, **texts}, ensure_ascii=False)
