"""What a template reads is told from its syntax, without rendering it."""

import pytest

from casedrop.expressions.names_read import reads, texts


@pytest.mark.parametrize(
    ("template", "names"),
    [
        ("no names", set()),
        ("{{ customer.name }} {{ customer['code'] }}", {"customer.name", "customer.code"}),
        ("{% if round != '' and round > 1 %}{{ today | date }}{% endif %}", {"round", "today"}),
        ("{{ choice('/edition') }}{{ choice('/items/-/state') }}", {"edition", "items"}),
        ("{{ label('/fee') }}{{ text('intro') }}{{ phrase('paper.seal') }}", set()),
    ],
)
def test_the_data_a_template_reads(template, names):
    assert reads(template) == names


def test_the_texts_a_template_says():
    assert texts("{{ text('intro') }}{% if x %}{{ text('end') }}{% endif %}{{ text('intro') }}") == ("intro", "end")
