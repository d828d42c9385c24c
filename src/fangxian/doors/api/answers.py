"""Every error leaves the API in one shape: a code and three sentences, in both languages."""

from dataclasses import asdict, dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from fangxian.engines.problems import Problem, Text


@dataclass(frozen=True)
class ProblemAnswer:
    """The JSON of a problem."""

    code: str
    happened: Text
    expected: Text
    remedy: Text


@dataclass(frozen=True)
class Made:
    """The id of what was written."""

    id: UUID


def _sign_in() -> Problem:
    return Problem(
        "sign-in-first",
        Text("尚未登录，或令牌已失效。", "Nobody is signed in, or the token has ended."),
        Text("应有有效的令牌或登录会话。", "Expected a token that stands, or a signed-in session."),
        Text("请用 fangxian api-token 取得令牌。", "Get a token with `fangxian api-token`."),
        status=401,
    )


def _no_such_address(path: str) -> Problem:
    return Problem(
        "not-found",
        Text(f"没有地址 {path}。", f"There is nothing at {path}."),
        Text("应为 /api/docs 所列地址。", "Expected an address that /api/docs lists."),
        Text("请核对地址。", "Check the address."),
        status=404,
    )


def _wrong_input(error: ValidationError) -> Problem:
    faults = "; ".join(
        f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}" for fault in error.errors
    )
    return Problem(
        "wrong-input",
        Text(f"输入有误：{faults}。", f"The input is wrong: {faults}."),
        Text("应符合 /api/docs 所列格式。", "Expected what /api/docs describes."),
        Text("请改正后重试；没有写入任何内容。", "Correct it and try again; nothing was written."),
        status=422,
    )


def _refused(error: HttpError) -> Problem:
    return Problem(
        "refused",
        Text("请求被拒绝。", f"Refused: {error}."),
        Text("浏览器会话的写操作须带 CSRF 令牌。", "Expected the CSRF token with a session's writes."),
        Text("程序请改用访问令牌。", "A program uses a bearer token instead."),
        status=error.status_code,
    )


def answer_problems(api: NinjaAPI) -> None:
    """Make `api` answer every foreseen error as a ProblemAnswer."""

    def answer(request: HttpRequest, problem: Problem) -> HttpResponse:
        shown = ProblemAnswer(problem.code, problem.happened, problem.expected, problem.remedy)
        return api.create_response(request, asdict(shown), status=problem.status)

    api.exception_handler(Problem)(answer)
    api.exception_handler(AuthenticationError)(lambda request, _error: answer(request, _sign_in()))
    api.exception_handler(Http404)(lambda request, _error: answer(request, _no_such_address(request.path)))
    api.exception_handler(ValidationError)(lambda request, error: answer(request, _wrong_input(error)))
    api.exception_handler(HttpError)(lambda request, error: answer(request, _refused(error)))
