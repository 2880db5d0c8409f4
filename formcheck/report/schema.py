"""The JSON Schema of ``report.json``; ``python -m formcheck.report.schema`` writes it anew."""

from __future__ import annotations

import json
from pathlib import Path

from formcheck.report.model import Report

PATH = Path(__file__).with_name("report.schema.json")


def schema_text() -> str:
    """The schema that the models ask for, as the text of the file."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Report.model_json_schema(by_alias=True),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    PATH.write_text(schema_text(), encoding="utf-8")
