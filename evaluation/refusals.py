"""What if a problem makes no sense? The person is told, instead of meeting an error page."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpResponse
from django.shortcuts import render

from engine.problem import ProblemError
from people.requests import SignedInRequest

P = ParamSpec("P")
UNPROCESSABLE = 422


def explains_refusals(
    view: Callable[Concatenate[SignedInRequest, P], HttpResponse],
) -> Callable[Concatenate[SignedInRequest, P], HttpResponse]:
    """The view; where the engine refuses the problem, a page that says what and where.

    The rows hold only what makes sense, so this is for what reached them some other way.
    """

    @wraps(view)
    def wrapper(request: SignedInRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except ProblemError as error:
            context = {"reason": str(error)}
            return render(request, "evaluation/refused.html", context, status=UNPROCESSABLE)

    return wrapper
