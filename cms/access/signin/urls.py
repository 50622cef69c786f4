"""The pages that somebody sees before being signed in; they stand in front of Wagtail's own at the same addresses."""

from django.urls import path

from cms.access.signin.views.sign_in import (
    CodeView,
    FactorView,
    ForgottenView,
    NewPasswordView,
    PasswordView,
    SignInView,
)

urlpatterns = [
    path("login/", SignInView.as_view(), name="wagtailadmin_login"),
    path("login/code/", CodeView.as_view(), name="signin_code"),
    path("login/password/", PasswordView.as_view(), name="signin_password"),
    path("login/second-factor/", FactorView.as_view(), name="signin_factor"),
    path("password_reset/", ForgottenView.as_view(), name="wagtailadmin_password_reset"),
    path(
        "password_reset/confirm/<uidb64>/<token>/",
        NewPasswordView.as_view(),
        name="wagtailadmin_password_reset_confirm",
    ),
]
