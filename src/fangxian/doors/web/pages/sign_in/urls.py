"""Addresses of signing in and out."""

from django.urls import path

from fangxian.doors.web.pages.sign_in import views

urlpatterns = [
    path("sign-in", views.ask_for_link, name="sign-in"),
    path("sign-in/<str:token>", views.use_link, name="use-link"),
    path("sign-out", views.sign_out, name="sign-out"),
]
