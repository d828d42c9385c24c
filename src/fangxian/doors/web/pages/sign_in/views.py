"""A link is shown as a button first, so that a preview by a mail or chat program does not use it up."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fangxian.doors.web.pages.sign_in.words import WORDS
from fangxian.doors.web.rendering import render_page, render_problem
from fangxian.engines.problems import Problem
from fangxian.operations.accounts.queries import get_world_clock
from fangxian.operations.accounts.services import redeem


@require_GET
def ask_for_link(request: HttpRequest) -> HttpResponse:
    """Say how one gets a link, and remember the page that was asked for."""
    target = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(target, {request.get_host()}):
        request.session["next"] = target
    return render_page(request, "sign_in/ask.html", WORDS, signed_out="out" in request.GET)


@require_http_methods(["GET", "POST"])
def use_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show the button; redeem the link when it is pressed."""
    if request.method == "GET":
        return render_page(request, "sign_in/link.html", WORDS, token=token)
    try:
        user_id = redeem(token, get_world_clock())
    except Problem as problem:
        return render_problem(request, problem)
    target = request.session.get("next", "/")
    request.session.flush()
    request.session["user_id"] = str(user_id)
    return redirect(target)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    request.session.flush()
    return redirect("/sign-in?out")
