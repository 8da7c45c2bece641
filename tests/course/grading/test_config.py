"""The settings file is one that stock nbgrader reads, in all its parts."""

from __future__ import annotations

import pytest

from course.grading.root import DEFAULT, CourseRoot


@pytest.fixture(scope="module")
def config():
    return CourseRoot(DEFAULT).config


def test_every_setting_is_one_that_nbgrader_has(config):
    import nbgrader.apps
    import nbgrader.converters
    import nbgrader.exchange
    import nbgrader.preprocessors
    from nbconvert.exporters import HTMLExporter
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.validator import Validator

    known = {kind.__name__: kind for module in (nbgrader.apps, nbgrader.converters, nbgrader.exchange.default, nbgrader.preprocessors)
             for kind in vars(module).values() if isinstance(kind, type) and hasattr(kind, "class_trait_names")}
    known |= {kind.__name__: kind for kind in (HTMLExporter, CourseDirectory, Validator)}
    unknown = {f"{section}.{name}" for section, settings in config.items() for name in settings if name not in known[section].class_trait_names(config=True)}
    assert unknown == set()


def test_the_steps_of_nbgrader_are_kept_and_the_kits_come_in_their_places(config):
    from nbgrader.converters import Autograde

    before, after = Autograde(config=config).sanitize_preprocessors, Autograde(config=config).autograde_preprocessors
    assert before[0] == "course.grading.preprocessors.keepoutputs.KeepOutputs" and before[1:] == Autograde.sanitize_preprocessors.default()
    assert after[1] == "course.grading.preprocessors.limitsize.LimitSize" and [after[0], *after[2:]] == Autograde.autograde_preprocessors.default()


def test_nbgraders_own_page_for_graders_is_found_as_before(config):
    from nbconvert.exporters import HTMLExporter
    from traitlets.config import Config

    own = Config(config)
    own.HTMLExporter.template_name = "formgrade"  # as nbgrader's formgrader does
    exporter = HTMLExporter(config=own)
    assert "nbgrader" in exporter.template.filename and exporter.template.filename.endswith("formgrade/index.html.j2")


def test_the_words_of_validate_are_danish_and_take_the_numbers_they_get(config):
    from nbgrader.validator import Validator

    validator = Validator(config=config)
    for name in ("type_changed", "changed", "failed", "passed"):
        said = getattr(validator, f"{name}_warning").format(num_changed=3, num_failed=3, num_passed=3)
        assert said.startswith("3 ") and said.endswith(".\n")
