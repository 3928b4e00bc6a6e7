"""Signing in and one's own account. Of allauth's routes these alone are ours, under allauth's names."""

from __future__ import annotations

from allauth.account import views as allauth
from django.urls import include, path

from motcua.web.accounts.views.home import home
from motcua.web.accounts.views.profile import profile
from motcua.web.accounts.views.register import register
from motcua.web.accounts.views.sessions import end_own_session, sessions
from motcua.web.accounts.views.set_up import set_up

own = [
    path("home/", home, name="home"),
    path("register/", register, name="register"),
    path("profile/", profile, name="profile"),
    path("sessions/", sessions, name="sessions"),
    path("sessions/end/", end_own_session, name="session-end"),
    path("set-up/<str:token>/", set_up, name="set-up"),
]

urlpatterns = [
    path("", include((own, "accounts"))),
    path("sign-in/", allauth.login, name="account_login"),
    path("sign-out/", allauth.logout, name="account_logout"),
    path("disabled/", allauth.account_inactive, name="account_inactive"),
    path("again/", allauth.reauthenticate, name="account_reauthenticate"),
    path("password/", allauth.password_change, name="account_change_password"),
    path("second-factor/", include("allauth.mfa.urls")),
]
