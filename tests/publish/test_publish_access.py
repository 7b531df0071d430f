"""How one is let in by a server, and that nobody else learns of it."""

from __future__ import annotations

import base64
import logging
import ssl
from pathlib import Path

import pytest
import trustme

from tests.publish.addons import made
from tests.publish.clients import LOGGED_IN, TOKEN, Watched, destination, published
from tests.publish.museum import Answer, museum
from velasdk.diagnostics import VelasdkError
from velasdk.publish.access import access, redacted, secrets_of
from velasdk.publish.publication import State, destination_of, prepare

USER = {"HELM_REPO_USERNAME": "ann", "HELM_REPO_PASSWORD": TOKEN}
BASIC = "Basic " + base64.b64encode(f"ann:{TOKEN}".encode()).decode()
LOGINS: dict[str, tuple[str, dict[str, str], str, str]] = {
    "user and password": ("", USER, "Authorization", BASIC),
    "user and password go before a token": ("", {**USER, **LOGGED_IN}, "Authorization", BASIC),
    "the address goes before the environment": (
        "bob:p%40ss%2Fw@",
        USER,
        "Authorization",
        "Basic " + base64.b64encode(b"bob:p@ss/w").decode(),
    ),
    "a token": ("", LOGGED_IN, "Authorization", f"Bearer {TOKEN}"),
    "a token in another header": ("", {**LOGGED_IN, "HELM_REPO_AUTH_HEADER": "X-Api-Key"}, "X-Api-Key", TOKEN),
    "a user alone goes unused": ("", {"HELM_REPO_USERNAME": "ann", **LOGGED_IN}, "Authorization", f"Bearer {TOKEN}"),
}


@pytest.mark.parametrize("case", LOGINS)
def test_credentials_are_sent_as_the_server_wants_them(case: str) -> None:
    before, environment, header, value = LOGINS[case]
    with museum(authorization=value, header=header) as server:
        place = destination(server.url.replace("://", f"://{before}"), environment)
        with place.opened(writing=True) as repository:
            repository.add([made()], replace=False)
        assert server.packages
        assert {seen.headers.get(header) for seen in server.seen} == {value}
        assert before not in place.shown or not before
        with pytest.raises(VelasdkError, match="answered 401: the credentials are not accepted"):
            with destination(server.url, {"HELM_REPO_ACCESS_TOKEN": "wrong"}).opened(writing=False):
                pass


REFUSED: dict[str, tuple[str, dict[str, str], str]] = {
    "no host": ("https://", {}, "--to is no address of a server"),
    "a port that is none": ("https://u:topsecret@h:x1", {}, "--to is no address of a server"),
    "brackets": ("https://u:topsecret@[::1", {}, "--to is no address of a server"),
    "a query": ("https://h/x?sig=topsecret", {}, "https://h/x: an address of a repository has nothing behind `?` or `#`"),
    "a user without password": ("https://h", {"HELM_REPO_USERNAME": "ann"}, "a user name needs a password"),
    "a password without user": ("https://h", {"HELM_REPO_PASSWORD": "topsecret"}, "a user name needs a password"),
    "a colon in a user": (
        "https://h",
        {"HELM_REPO_USERNAME": "a:b", "HELM_REPO_PASSWORD": "topsecret"},
        "a user name with a `:`",
    ),
    "a token with a line end": ("https://h", {"HELM_REPO_ACCESS_TOKEN": "topsecret\n"}, "a line end behind it?"),
    "a token of other letters": (
        "https://h",
        {"HELM_REPO_ACCESS_TOKEN": "topsecret\u00e9"},
        "characters that no header can hold",
    ),
    "a header that is none": (
        "https://h",
        {**LOGGED_IN, "HELM_REPO_AUTH_HEADER": "a b"},
        "HELM_REPO_AUTH_HEADER is no name of a header",
    ),
    "a flag": ("https://h", {"HELM_REPO_INSECURE": "perhaps"}, "HELM_REPO_INSECURE is true or false"),
    "an OCI registry": ("oci://u:topsecret@h/x", {}, "oci://h/x: KubeVela reads no addons from an OCI registry"),
    "another scheme": ("cm://u:topsecret@h/x", {}, "cm://h/x: cm:// is no address to publish to"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_an_address_or_a_variable_is_wrong_and_not_shown(case: str) -> None:
    to, environment, said = REFUSED[case]
    with pytest.raises(VelasdkError) as refused:
        destination_of(to, environment, Watched())
    assert said in str(refused.value) and "topsecret" not in str(refused.value)


PLACES: list[tuple[str, str, str, str]] = [
    ("https://h", "", "https://h", "https://h/api/charts"),
    ("https://h/", "", "https://h", "https://h/api/charts"),
    ("https://h/org", "", "https://h/org", "https://h/api/org/charts"),
    ("https://h:8443/org/repo/", "", "https://h:8443/org/repo", "https://h:8443/api/org/repo/charts"),
    ("https://h/chartrepo/p", "", "https://h/chartrepo/p", "https://h/api/chartrepo/p/charts"),
    ("https://h/helm/org", "/helm", "https://h/helm/org", "https://h/helm/api/org/charts"),
    ("https://h/helm/", "helm/", "https://h/helm", "https://h/helm/api/charts"),
    ("https://h/org", "/helm", "https://h/helm/org", "https://h/helm/api/org/charts"),
    ("https://h/helmet", "/helm", "https://h/helm/helmet", "https://h/helm/api/helmet/charts"),
    ("http://u:p@[::1]:80/x", "", "http://[::1]:80/x", "http://[::1]:80/api/x/charts"),
]


@pytest.mark.parametrize(("to", "context", "base", "api"), PLACES)
def test_where_things_are(to: str, context: str, base: str, api: str) -> None:
    found = access(to, {"HELM_REPO_CONTEXT_PATH": context})
    assert (found.base, found.api) == (base, api)


@pytest.mark.parametrize("path", ["/index.yaml", ".tgz"])
@pytest.mark.parametrize("environment", [LOGGED_IN, USER, {**LOGGED_IN, "HELM_REPO_AUTH_HEADER": "X-Api-Key"}])
def test_credentials_go_to_no_other_host(path: str, environment: dict[str, str]) -> None:
    """A redirect of the index or of a package, followed without them; the same host at another port is another one."""
    with museum() as other, museum() as server:
        other.packages = server.packages = {made().file: made().data}
        server.misbehave = lambda seen, before: (
            Answer(302, headers={"Location": other.url + seen.path}) if seen.path.endswith(path) else None
        )
        with destination(server.url, environment).opened(writing=True) as repository:
            assert prepare(made(), repository, replace=False).state is State.SAME
        for seen in other.seen:
            assert TOKEN not in str(seen.headers) and BASIC.split()[1] not in str(seen.headers)
        assert other.seen and len([seen for seen in server.seen if TOKEN in str(seen) or BASIC in str(seen)]) == len(
            server.seen
        )


def test_a_package_elsewhere_is_asked_for_without_credentials() -> None:
    with museum() as other, museum() as server:
        other.packages = {made().file: made().data}
        server.misbehave = published(lambda seen, before: None, f"{other.url}/charts/{made().file}")
        with destination(server.url, LOGGED_IN).opened(writing=True) as repository:
            assert prepare(made(), repository, replace=False).state is State.SAME
        assert [("Authorization" in seen.headers) for seen in other.seen] == [False]


def test_certificates_are_checked(tmp_path: Path) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)  # pyright: ignore[reportUnknownMemberType]
    with museum() as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        url = server.url.replace("http://", "https://")
        for environment in ({"HELM_REPO_CA_FILE": str(tmp_path / "ca.pem")}, {"HELM_REPO_INSECURE": "true"}):
            with destination(url, environment).opened(writing=True) as repository:
                repository.add([made()], replace=True)
        watch = Watched()
        with pytest.raises(VelasdkError, match=r"has a certificate that is not trusted \(.*\): is HELM_REPO_CA_FILE set\?"):
            with destination(url, {}, watch).opened(writing=True):
                pass
        assert not watch.told, "another attempt would end in the same way"
        for name, said in (("none.pem", "No such file or directory"), ("no.pem", "no certificate")):
            (tmp_path / "no.pem").write_text("x")
            with pytest.raises(VelasdkError, match=f"HELM_REPO_CA_FILE: .*{said}"):
                with destination(url, {"HELM_REPO_CA_FILE": str(tmp_path / name)}).opened(writing=True):
                    pass


@pytest.mark.parametrize(
    ("to", "environment", "is_open"),
    [
        ("http://h", USER, True),
        ("http://u:password@h:80/x", {}, True),
        ("http://h", {}, False),
        ("https://h", USER, False),
        ("http://localhost:1", USER, False),
        ("http://127.0.0.1:1", USER, False),
        ("http://[::1]:1", USER, False),
    ],
)
def test_credentials_without_tls(to: str, environment: dict[str, str], is_open: bool) -> None:
    assert access(to, environment).is_open == is_open


def test_a_proxy_that_is_none_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "foo://u:topsecret@proxy")
    with pytest.raises(VelasdkError) as refused:
        with destination("http://127.0.0.1:1").opened(writing=True):
            pass
    assert str(refused.value) == "a proxy is set (HTTPS_PROXY, HTTP_PROXY or ALL_PROXY) that is no http:// address"


def test_secrets_are_found_in_every_form() -> None:
    found = secrets_of("https://ann:p%40ss%2Fw@h", {"HELM_REPO_ACCESS_TOKEN": TOKEN, "HELM_REPO_PASSWORD": "abc"})
    forms = (TOKEN, "p@ss/w", "p%40ss%2Fw", base64.b64encode(b"ann:p@ss/w").decode(), "abc", "s3cret%2Ft0ken%2Bwith%3Dsigns")
    text = " ".join(forms)
    assert redacted(text, found) == "*** *** *** *** abc ***"


def test_nothing_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with museum(authorization=f"Bearer {TOKEN}") as server:
        with destination(server.url, LOGGED_IN).opened(writing=True) as repository:
            repository.add([made()], replace=False)
    assert TOKEN not in caplog.text
