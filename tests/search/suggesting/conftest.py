"""What a visitor gets suggested."""

import pytest


@pytest.fixture
def suggestions(client, province):
    """What the address answers for what was typed, the texts alone."""

    def suggestions(typed, host="localhost", path="/search/suggest/", **choices):
        response = client.get(path, {"q": typed, **choices}, headers={"host": host})
        assert response.status_code == 200
        return response.json()["suggestions"]

    return suggestions


@pytest.fixture
def meant(ask):
    """What the page of results says that may have been meant."""

    def meant(query, host="localhost", **choices):
        return ask(query, host, **choices).context["results"].meant

    return meant
