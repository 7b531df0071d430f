"""The pages in a browser: what they ask for, how they look at each width and in each light, keyboard, and hostile content."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.pages.chromium import opened

NAMES = ("show", "hostile-show", "simulate", "explore")
WIDTHS = (360, 800, 1600)

RULES: dict[str, object] = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
    "resultTypes": ["violations"],
}
CONTRAST: dict[str, object] = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}


@pytest.mark.parametrize("name", ("hostile-show", "simulate", "explore"))
def test_everybody_can_use_a_page(browser: Browser, pages: dict[str, Path], name: str) -> None:
    """By axe-core: names, landmarks and, in each light, contrast; the first of what can be opened is open."""
    with opened(browser, pages[name]) as found:
        found.page.evaluate("for (const each of [...document.querySelectorAll('details')].slice(0, 2)) each.open = true")
        few = "for (const each of document.querySelectorAll('.line:nth-child(n+40)')) each.remove()"
        found.page.evaluate(few)  # each line of code has many parts to look at
        problems = broken_rules(found.page, RULES)
        found.page.emulate_media(color_scheme="dark")
        problems += broken_rules(found.page, CONTRAST)
        assert problems == []


def broken_rules(page: Page, options: dict[str, object]) -> list[str]:
    """What axe-core finds on a page."""
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    run = """options => axe.run(document, options).then(found => found.violations.map(one =>
      `${one.id}: ${one.nodes[0].html.slice(0, 200)}: ${one.nodes[0].failureSummary}`))"""
    found: list[str] = page.evaluate(run, options)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_as_wide_as_the_window(browser: Browser, pages: dict[str, Path], name: str) -> None:
    with opened(browser, pages[name]) as found:
        found.page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        for width in WIDTHS:
            found.page.set_viewport_size({"width": width, "height": 800})
            wide = found.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{wide} at {width}: {widest(found.page, width)}"


def widest(page: Page, width: int) -> str:
    """The element that is too wide."""
    look = """width => [...document.querySelectorAll("main *")].find(each =>
      each.getBoundingClientRect().right > width + 1 && !each.closest(".scroll, pre, .pane"))?.outerHTML.slice(0, 200)"""
    return str(page.evaluate(look, width))


def test_light_and_dark(browser: Browser, pages: dict[str, Path]) -> None:
    look = "getComputedStyle(document.documentElement).backgroundColor"
    with opened(browser, pages["show"], scheme="dark") as found:
        dark = found.page.evaluate(look)
        found.page.click("#theme")
        light = found.page.evaluate(look)
        assert dark != light
        found.page.reload()
        assert found.page.evaluate(look) == light, "what was chosen is remembered"
        found.page.emulate_media(media="print")
        assert found.page.evaluate(look) == "rgb(255, 255, 255)"
    with opened(browser, pages["show"]) as found:
        assert found.page.evaluate(look) == light


@pytest.mark.parametrize("name", NAMES)
def test_paper_shows_all_of_it(browser: Browser, pages: dict[str, Path], name: str) -> None:
    cut = "[...document.querySelectorAll('.scroll, pre')].filter(each => each.scrollWidth > each.clientWidth + 1).length"
    with opened(browser, pages[name], width=720) as found:
        found.page.emulate_media(media="print")
        assert found.page.evaluate(cut) == 0
        assert found.page.evaluate("document.documentElement.scrollWidth") <= 720


@pytest.mark.parametrize("name", NAMES)
def test_nothing_in_a_page_is_markup(browser: Browser, pages: dict[str, Path], name: str) -> None:
    """The scripts are ours, nothing else of the content became an element, and no character turns text round."""
    with opened(browser, pages[name]) as found:
        scripts = (
            "[...document.scripts].map(each => each.type || (each.textContent.startsWith('\"use strict\"') ? 'ours' : 'other'))"
        )
        assert set(found.page.evaluate(scripts)) <= {"ours", "application/json"}
        assert (
            found.page.evaluate("document.querySelectorAll('img, iframe, object, link, form, [onerror], [style]').length") == 0
        )
        text = found.page.evaluate("document.body.textContent")
        assert not {"\u202e", "\x1b", "\u200b", "\u2028"} & set(text)


def test_what_is_hostile_is_shown(browser: Browser, pages: dict[str, Path]) -> None:
    with opened(browser, pages["simulate"]) as found:
        text = found.page.evaluate("document.querySelector('main').textContent")
        assert "<script>alert('in')</script>" in text
        assert "{{ 7*7 }}" in text
        assert "\\u{202e}" in text
        assert "280000 characters more" in text, "a huge reply ends early"
        assert pages["simulate"].stat().st_size < 300_000


def test_the_policy_holds(browser: Browser, pages: dict[str, Path]) -> None:
    """What would be added to a page by whoever found a way does nothing."""
    with opened(browser, pages["simulate"]) as found:
        add = "const s = document.createElement('script'); s.textContent = 'window.harm = 1'; document.body.append(s)"
        found.page.evaluate(add)
        assert found.page.evaluate("window.harm") is None
        fetched = found.page.evaluate("fetch('http://127.0.0.1:9/').then(() => 'sent', () => 'refused')")
        assert fetched == "refused"
        assert found.said, "the browser says so"
        assert all("Content Security Policy" in said for said in found.said)
        found.said.clear()
        found.asked.clear()


def test_the_timeline_by_keyboard(browser: Browser, pages: dict[str, Path]) -> None:
    at = "[...document.querySelectorAll('.events summary')].indexOf(document.activeElement)"
    with opened(browser, pages["simulate"]) as found:
        press = found.page.keyboard.press
        last = found.page.locator(".events summary").count() - 1
        seen: list[int] = []
        for key in ("j", "ArrowDown", "j", "k", "ArrowUp", "ArrowUp", "End", "j", "Home"):
            press(key)
            seen.append(found.page.evaluate(at))
        assert seen == [0, 1, 2, 1, 0, 0, last, last, 0]
        assert found.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
        press("Enter")
        assert found.page.evaluate("document.activeElement.parentElement.open")
        press("Enter")
        assert not found.page.evaluate("document.activeElement.parentElement.open")
        press("Tab")
        assert found.page.evaluate(at) == 1
        found.page.click("#all")
        assert found.page.locator(".events details:not([open])").count() == 0


def test_cue_beside_its_python(browser: Browser, pages: dict[str, Path]) -> None:
    """By hovering and by focus a line lights up what it was written for, and its number leads there."""
    hit = "side => [...document.querySelectorAll(`#${side} .hit .src`)].map(each => each.textContent.trim())"
    with opened(browser, pages["show"], width=1600) as found:
        suspend = found.page.locator("#cue .line", has_text='"partial-import": builtin.#Suspend')
        suspend.scroll_into_view_if_needed()
        suspend.hover()
        (python,) = found.page.evaluate(hit, "python")
        assert python.endswith('Suspend("partial-import")')
        assert found.page.locator("#python .hit").is_visible()
        found.page.locator("#python .line", has_text="url: str = Parameter").locator("a.no").focus()
        assert found.page.evaluate(hit, "cue") == ["// +usage=Address of the import API", "url: string"]
        found.page.keyboard.press("Enter")
        assert found.page.evaluate("document.querySelector(':target').textContent").endswith(
            "// +usage=Address of the import API"
        )


def test_the_graph_of_a_broken_step(browser: Browser, pages: dict[str, Path]) -> None:
    with opened(browser, pages["explore"], width=1600) as found:
        assert found.page.locator(".violation").first.locator("li").all_text_contents() == ["reconcile"]
        assert found.page.locator("svg .box.marked").count() >= 2
        assert found.page.locator("svg .way.marked").count() >= 1
        box = found.page.locator("svg a .box.pending").first
        box.click()
        group = found.page.locator(".group[open]")
        group.first.wait_for()  # opened by `hashchange`, which comes after the click
        assert group.count() == 1
        rows = group.locator("tbody tr")
        before = rows.count()
        group.locator("input").fill("crash")
        assert 0 < rows.count() < before
        assert all("crash" in text for text in rows.all_text_contents())
        assert f"{rows.count()} of {before} transitions" in (group.locator("[role=status]").text_content() or "")


@pytest.mark.parametrize("name", NAMES)
def test_without_javascript(browser: Browser, pages: dict[str, Path], name: str) -> None:
    with opened(browser, pages[name], script=False) as found:
        text = found.page.locator("main").inner_text()
        assert len(text) > 500
        assert found.page.locator("#theme").is_hidden()
        assert found.page.locator("[data-js]:visible").count() == 0
        found.page.locator("details summary").first.click()
        assert found.page.locator("details[open]").count() == 1
