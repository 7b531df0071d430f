"""Every rule of a package is broken once, and the package refused; what is close to breaking it is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.publish.addons import definition, metadata, tree
from velasdk.diagnostics import VelasdkError
from velasdk.publish import rules
from velasdk.publish.archive import Archive
from velasdk.publish.package import package

Files = dict[str, bytes]
Break = Callable[[Files], Files]


def fine(name: str = "house-steps") -> Archive:
    return Archive(name, package(tree(name="house-steps")).files)


def put(path: str, text: str = "") -> Break:
    return lambda files: {**files, path: text.encode()}


def without(*paths: str) -> Break:
    return lambda files: {path: data for path, data in files.items() if path not in paths}


def edit(path: str, old: str, new: str) -> Break:
    def change(files: Files) -> Files:
        assert old.encode() in files[path]
        return {**files, path: files[path].replace(old.encode(), new.encode())}

    return change


PAINT, METADATA, CHART = "definitions/paint.yaml", "metadata.yaml", "Chart.yaml"
FORM = "schemas/workflowstep-uischema-paint.yaml"
LONG = "a" * 58

BROKEN: list[tuple[str, rules.Rule, Break, str]] = [
    ("house-steps", rules.paths, put("definitions/.hidden.yaml"), "is no path for an addon"),
    ("house-steps", rules.paths, put("definitions/a b.yaml"), "is no path for an addon"),
    ("house-steps", rules.paths, put("definitions/a\n.yaml"), "'definitions/a\\n.yaml' is no path for an addon"),
    ("house-steps", rules.paths, put("Readme.md"), "differ only in upper and lower case: readme.md"),
    ("house-steps", rules.known_paths, put("metadata.yaml.bak"), "metadata.yaml.bak: KubeVela reads it as metadata.yaml"),
    ("house-steps", rules.known_paths, put("template.cue.orig"), "template.cue.orig: KubeVela reads it as template.cue"),
    ("house-steps", rules.known_paths, put("README.md~"), "README.md~: KubeVela reads it as README.md"),
    ("house-steps", rules.known_paths, put("parameter.cue.bak"), "KubeVela reads it as parameter.cue"),
    ("house-steps", rules.known_paths, put("definitions-old/x.cue"), "reads it as part of definitions/"),
    ("house-steps", rules.known_paths, put("definitions_src/x.cue"), "reads it as part of definitions/"),
    ("house-steps", rules.known_paths, put("resources-test/x.yaml"), "reads it as part of resources/"),
    ("house-steps", rules.known_paths, put("schemas.txt"), "reads it as part of schemas/"),
    ("house-steps", rules.known_paths, put("views2/x.cue"), "reads it as part of views/"),
    ("house-steps", rules.known_paths, put("config-templates.cue"), "reads it as part of config-templates/"),
    ("house-steps", rules.known_paths, put("godefs/x.go"), "reads it as part of godef/"),
    ("house-steps", rules.known_paths, put("NOTES.cue.txt"), "reads it as NOTES.cue"),
    ("house-steps", rules.known_paths, put("values.yaml"), "values.yaml: nothing reads it"),
    ("house-steps", rules.known_paths, put("charts/x.tgz"), "charts/x.tgz: nothing reads it"),
    ("house-steps", rules.known_paths, put("src/paint.py"), "src/paint.py: nothing reads it"),
    ("House-Steps", rules.name, put("x"), "lower-case letters and digits"),
    ("house--steps", rules.name, put("x"), "lower-case letters and digits"),
    ("-house", rules.name, put("x"), "lower-case letters and digits"),
    ("house.steps", rules.name, put("x"), "lower-case letters and digits"),
    (LONG, rules.name, put("x"), "it has 58 characters"),
    *(
        (name, rules.name, put("x"), "would lose")
        for name in ("config", "view", "def", "template", "param", "resource", "meta", "re", "s")
    ),
    ("contract", rules.name, put("contract.yaml"), "KubeVela would lose `contract.yaml`"),
    ("other-steps", rules.name, put("x"), "metadata.yaml says `name: house-steps`, and the folder is other-steps"),
    ("house-steps", rules.name, edit(CHART, "\nname: house-steps", "\nname: other"), "Chart.yaml says `name: other`"),
    ("house-steps", rules.name, edit(METADATA, "name: house-steps", "nom: house-steps"), "says `name: None`"),
    *(
        ("house-steps", rules.version, edit(METADATA, 'version: "1.0.0"', f"version: {text}"), "is no version of an addon")
        for text in (
            '"1.0"',
            '"v1.0.0"',
            '"1.0.0+build"',
            '"01.0.0"',
            '"1.0.0-"',
            '"1.0.0-rc..1"',
            "1.0",
            '""',
            f'"1.0.0-{LONG}"',
        )
    ),
    ("house-steps", rules.version, edit(CHART, '\nversion: "1.0.0"', '\nversion: "1.0.1"'), "Chart.yaml says `version: 1.0.1`"),
    ("house-steps", rules.version, edit(CHART, 'appVersion: "1.0.0"', 'appVersion: "2"'), "Chart.yaml says `appVersion: 2`"),
    ("house-steps", rules.required_files, without(METADATA), "metadata.yaml is missing"),
    ("house-steps", rules.required_files, put(METADATA, "- a\n"), "metadata.yaml is missing, or no YAML mapping"),
    ("house-steps", rules.required_files, put(METADATA, "a: [\n"), "metadata.yaml is missing, or no YAML mapping"),
    ("house-steps", rules.required_files, without(CHART), "Chart.yaml is missing"),
    ("house-steps", rules.required_files, without("template.cue"), "there is none"),
    ("house-steps", rules.required_files, put("template.yaml", "output: {}"), "there are both"),
    ("house-steps", rules.required_files, put("template.cue", "package main\n"), "template.cue has no `output`"),
    ("house-steps", rules.required_files, without(PAINT), "there is no definition"),
    ("house-steps", rules.metadata, edit(METADATA, "description:", "descripton:"), "KubeVela reads no key `descripton`"),
    ("house-steps", rules.metadata, edit(METADATA, "  vela:", "  velaa:"), "`system.vela` is missing"),
    ("house-steps", rules.metadata, edit(METADATA, "system:\n", "#\n"), "`system.vela` is missing"),
    ("house-steps", rules.metadata, edit(CHART, "system.vela", "system.velaa"), "its annotations are not the requirements"),
    ("house-steps", rules.one_definition_a_file, put("definitions/x.yaml", "a: [\n"), "definitions/x.yaml is no YAML file"),
    ("house-steps", rules.one_definition_a_file, put("definitions/x.cue", "x: {}\n"), "definitions/x.cue is no YAML file"),
    ("house-steps", rules.one_definition_a_file, put("definitions/x.yaml", ""), "definitions/x.yaml has 0 documents"),
    (
        "house-steps",
        rules.one_definition_a_file,
        put("definitions/x.yaml", f"{definition('x')}---\n{definition('y')}"),
        "definitions/x.yaml has 2 documents: KubeVela takes one definition a file",
    ),
    ("house-steps", rules.one_definition_a_file, put("definitions/sub/x.yaml", "[]"), "has 1 documents"),
    (
        "house-steps",
        rules.one_definition_a_file,
        edit(PAINT, "WorkflowStepDefinition", "WorkloadDefinition"),
        "takes no WorkloadDef",
    ),
    ("house-steps", rules.one_definition_a_file, edit(PAINT, "v1beta1", "v1alpha2"), "its apiVersion is not"),
    (
        "house-steps",
        rules.definition_names,
        put("definitions/x.yaml", definition("paint")),
        "definitions/paint.yaml defines `paint` too",
    ),
    ("house-steps", rules.definition_names, edit(PAINT, "name: paint", "name: Paint"), "'Paint' cannot name a definition"),
    ("house-steps", rules.definition_names, edit(PAINT, "name: paint", "name: 1"), "1 cannot name a definition"),
    *(
        (
            "house-steps",
            rules.definition_names,
            edit(PAINT, "name: paint", f"name: {name}"),
            f"KubeVela brings a step named `{name}`",
        )
        for name in ("suspend", "step-group", "apply-component", "deploy", "request", "read-object")
    ),
    ("house-steps", rules.definition_names, edit(PAINT, "vela-system", "default"), "its namespace is not vela-system"),
    (
        "house-steps",
        rules.definition_metadata,
        edit(PAINT, "spec:", "  labels:\n    a/b/c: x\nspec:"),
        "'a/b/c' cannot be a key of labels",
    ),
    (
        "house-steps",
        rules.definition_metadata,
        edit(PAINT, "spec:", "  labels:\n    a: x y\nspec:"),
        "'x y' cannot be a value of labels",
    ),
    (
        "house-steps",
        rules.definition_metadata,
        edit(PAINT, "spec:", "  annotations:\n    a: 1\nspec:"),
        "1 cannot be a value of annot",
    ),
    (
        "house-steps",
        rules.definition_metadata,
        edit(PAINT, "spec:", "spec:\n  version: 1.2.0-rc.1"),
        "is no version of a definition",
    ),
    ("house-steps", rules.definition_metadata, edit(PAINT, "parameter: color: string", ""), "it has no CUE template"),
    ("house-steps", rules.definition_metadata, edit(PAINT, "schematic:", "schema:"), "it has no CUE template"),
    *(
        (
            "house-steps",
            rules.forms,
            put(path, "- jsonKey: color\n"),
            "VelaUX looks for `schemas/workflowstep-uischema-STEP.yaml`",
        )
        for path in (
            "schemas/paint.yaml",
            "schemas/workflowstep-uischema-other.yaml",
            "schemas/sub/workflowstep-uischema-paint.yaml",
            "schemas/workflowstep-uischema-paint.yml",
            "schemas/component-uischema-paint.yaml",
        )
    ),
    *(
        ("house-steps", rules.forms, put(FORM, text), said)
        for text, said in (
            ("", "is no YAML list"),
            ("a: [\n", "is no YAML list"),
            ("jsonKey: color\n", "is no YAML list"),
            ("[]\n---\n[]\n", "is no YAML list"),
            ("- label: Color\n", "a field has no `jsonKey`"),
            ("- color\n", "a field has no `jsonKey`"),
            ("- {jsonKey: color, uitype: Input}\n", "VelaUX reads no key `uitype`"),
            ("- {jsonKey: color, subParameters: [{jsonKey: red, lable: Red}]}\n", "VelaUX reads no key `lable`"),
        )
    ),
]


@pytest.mark.parametrize(("name", "rule", "broken", "said"), BROKEN, ids=[f"{n}-{r[1].__name__}" for n, r in enumerate(BROKEN)])
def test_a_broken_rule_is_said(name: str, rule: rules.Rule, broken: Break, said: str) -> None:
    archive = Archive(name, broken(dict(fine().files)))
    found = rules.problems(archive)
    assert any(said in problem for problem in found), found
    others = [problem for other in rules.RULES if other is not rule for problem in other(rules.read(archive))]
    assert not any(said in problem for problem in others), "another rule says it too"


def test_every_rule_is_broken() -> None:
    assert {row[1] for row in BROKEN} == set(rules.RULES)


NEAR: list[Break] = [
    put("parameter.cue", "parameter: {}\n"),
    put("NOTES.cue", 'notes: "x"\n'),
    put("config-templates/api.cue", "metadata: {}\n"),
    put("resources/role.yaml", "kind: Role\n"),
    put(FORM, "- {jsonKey: color, uiType: Group, subParameters: [{jsonKey: red}]}\n"),
    put(FORM, "[]\n"),
    put("contract.yaml", "steps: {}\n"),
    put("definitions/x.yaml", definition("x")),
    put("definitions/deploy.yaml", definition("deploy").replace("WorkflowStepDefinition", "TraitDefinition")),
    edit(PAINT, "spec:", "  labels:\n    example.com/team: a\n  annotations:\n    a: any text\nspec:\n  version: 1.2.0"),
]


@pytest.mark.parametrize("close", NEAR, ids=range(len(NEAR)))
def test_what_is_close_is_fine(close: Break) -> None:
    assert rules.problems(Archive("house-steps", close(dict(fine().files)))) == []


def test_a_package_that_breaks_rules_is_not_made() -> None:
    with pytest.raises(VelasdkError) as refused:
        package({**tree(), "metadata.yaml": metadata("house-steps", "1.0"), "definitions-old/x.yaml": ""})
    assert str(refused.value).splitlines() == [
        "house-steps 1.0 cannot be published:",
        "  definitions-old/x.yaml: KubeVela reads it as part of definitions/, for it goes by the beginning of a path",
        "  metadata.yaml: '1.0' is no version of an addon, which is like 1.2.0 or 1.2.0-rc.1",
    ]
