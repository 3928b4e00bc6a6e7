"""Who signs in: accounts, their sessions, tokens and failed tries."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts; making one is a verb (services/people)."""

    def get_by_natural_key(self, login: str | None) -> Account:
        return self.get(login=login)


class Account(AbstractBaseUser):
    """A person who can sign in: a citizen or an officer, never both with one account."""

    CITIZEN, OFFICER = "citizen", "officer"

    login = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=10, choices=[(CITIZEN, CITIZEN), (OFFICER, OFFICER)])
    name = models.CharField(max_length=200)
    folded_name = models.CharField(max_length=200, db_index=True)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    # identity number, phone, e-mail, address, birth date: AES-GCM (records/sealing.py)
    sealed = models.BinaryField(default=bytes)
    identity_index = models.CharField(max_length=64, null=True, unique=True)
    phone_index = models.CharField(max_length=64, default="", blank=True, db_index=True)
    created_at = models.DateTimeField()
    # the head of the account's own journal stream
    version = models.PositiveIntegerField(default=0)
    journal_head = models.CharField(max_length=64, default="")

    USERNAME_FIELD = "login"
    objects = AccountManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=["citizen", "officer"]), name="account_kind"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_officer(self) -> bool:
        return self.kind == self.OFFICER


class Session(models.Model):
    """One signed-in (or anonymous) browser. The cookie holds the key; we keep its hash."""

    key_hash = models.CharField(max_length=64, primary_key=True)
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="sessions")
    # what is kept between requests (a half-done sign-in, a second factor being set up): AES-GCM
    sealed = models.BinaryField(default=bytes)
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    browser = models.CharField(max_length=200, default="", blank=True)


class ApiToken(models.Model):
    """A bearer token carries its owner's rights; we keep its hash."""

    token_hash = models.CharField(max_length=64, unique=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="tokens")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()


class SetUpLink(models.Model):
    """A one-time link with which a first administrator or a new officer sets a password."""

    token_hash = models.CharField(max_length=64, unique=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Failure(models.Model):
    """A failed try (password, second factor, look-up secret): what locks are counted from."""

    subject = models.CharField(max_length=64)  # HMAC of login, address or code
    kind = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["kind", "subject", "at"])]
