"""The table of exercises and mistakes as a picture."""

from __future__ import annotations

from pathlib import Path

from formcheck.mistakes import MISTAKES

from .statistics import Figures

COLOURS = {
    "works": "#2a6fbb",
    "works, few reps": "#9cc3ea",
    "falls short": "#e8743b",
    "not tested": "#f3d9b8",
    "missing in its rule": "#b03a2e",
    "not in the rule book yet": "#e3e3e3",
    "one camera cannot see it": "#8c8c8c",
    "does not belong": "#ffffff",
}
"""Blue and orange stay apart for colour-blind readers."""
DARK = ("works", "missing in its rule", "one camera cannot see it", "falls short")


def draw(results: Figures, path: Path) -> None:
    """Write the picture as PNG."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    exercises = list(results["states"])
    figure, axes = pyplot.subplots(figsize=(16, 11), layout="constrained")
    for row, mistake in enumerate(MISTAKES):
        for column, exercise in enumerate(exercises):
            _draw_cell(axes, results, exercise, mistake, (column, row))
    axes.set_xlim(0, len(exercises))
    axes.set_ylim(len(MISTAKES), 0)
    axes.set_xticks([x + 0.5 for x in range(len(exercises))], exercises, rotation=35, ha="left")
    axes.set_yticks([y + 0.5 for y in range(len(MISTAKES))], MISTAKES)
    axes.tick_params(length=0, labeltop=True, labelbottom=False)
    axes.set_title(
        f"How often each mistake is judged right: precision / recall on {results['split']} clips",
        pad=20,
    )
    used = {state for row in results["states"].values() for state in row.values()}
    handles = [
        pyplot.Rectangle((0, 0), 1, 1, facecolor=colour, edgecolor="#bbbbbb", label=state)
        for state, colour in COLOURS.items()
        if state in used
    ]
    figure.legend(handles=handles, loc="outside lower center", ncols=len(handles), frameon=False)
    _save(figure, path)
    pyplot.close(figure)


def _draw_cell(
    axes: object, results: Figures, exercise: str, mistake: str, place: tuple[int, int]
) -> None:
    state = results["states"][exercise][mistake]
    column, row = place
    square = ((column, column + 1, column + 1, column), (row, row, row + 1, row + 1))
    axes.fill(*square, facecolor=COLOURS[state], edgecolor="#d0d0d0", linewidth=0.6)
    cell = results["cells"].get(exercise, {}).get(mistake)
    if cell is None or state not in ("works", "works, few reps", "falls short"):
        return
    told = " / ".join(
        "-" if cell[name]["value"] is None else f"{cell[name]['value']:.2f}"
        for name in ("precision", "recall")
    )
    colour = "white" if state in DARK else "#222222"
    axes.text(column + 0.5, row + 0.5, told, ha="center", va="center", fontsize=8, color=colour)


def _save(figure: object, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.stem}.part.png")
    figure.savefig(part, dpi=90)
    part.replace(path)
