"use strict";
(async () => {
  const charts = JSON.parse(document.getElementById("charts").textContent);
  const homes = document.querySelectorAll("[data-chart]");
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  const touch = matchMedia("(pointer: coarse)").matches;

  async function unpack() {
    const packed = Uint8Array.from(atob(document.getElementById("plotly").textContent), c => c.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    const script = document.createElement("script");
    script.textContent = await new Response(stream).text();
    document.head.append(script);
  }

  const escape = text => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const clock = t => Math.floor(t / 60) + ":" + (t % 60).toFixed(2).padStart(5, "0");

  function place(chart, t) {
    const rep = chart.reps.find(([, from, to]) => t >= from && t <= to);
    const phase = chart.phases.find(([, , from, to]) => t >= from && t <= to);
    return rep ? "rep " + rep[0] + (phase ? ", " + phase[1] : "") : "between reps";
  }

  function traces(chart) {
    const reading = (t, v) => clock(t) + " · " + v.toFixed(1) + chart.unit + " · " + place(chart, t);
    return [{
      x: chart.time, y: chart.value, mode: "lines", line: {color: colour("signal"), width: 1.8},
      text: chart.time.map((t, i) => chart.value[i] === null ? "" : reading(t, chart.value[i])),
      hovertemplate: "%{text}<extra></extra>", connectgaps: false,
    }, {
      x: chart.marks.map(m => m[1]), y: chart.marks.map(m => m[2]), mode: "markers",
      marker: {symbol: "triangle-up", size: 13, color: colour("seen"), line: {color: colour("card"), width: 1.5}},
      text: chart.marks.map(m => reading(m[1], m[2]) + "<br><b>" + m[3].map(escape).join("<br>") + "</b>"),
      hovertemplate: "%{text}<extra></extra>",
    }];
  }

  function shapes(chart) {
    const phases = chart.phases.map(([, phase, x0, x1]) => ({
      type: "rect", xref: "x", yref: "paper", x0, x1, y0: 0, y1: 1, layer: "below",
      fillcolor: colour(phase), opacity: Number(colour("shade")), line: {width: 0},
    }));
    const edges = chart.target ? [chart.target.low, chart.target.high].filter(y => y !== null) : [];
    const band = chart.band ? [{
      type: "rect", xref: "paper", yref: "y", x0: 0, x1: 1, y0: chart.band[0], y1: chart.band[1], layer: "below",
      fillcolor: colour("target"), opacity: 0.14, line: {width: 0},
    }] : [];
    return band.concat(phases, edges.map(y => ({
      type: "line", xref: "paper", yref: "y", x0: 0, x1: 1, y0: y, y1: y,
      line: {color: colour("target"), width: 1.5, dash: "dash"},
    })));
  }

  function layout(chart, width) {
    const every = Math.ceil(chart.reps.length * 22 / width);
    const axis = {gridcolor: colour("line"), zeroline: false, color: colour("soft"), linecolor: colour("line")};
    return {
      margin: {l: 46, r: 8, t: 44, b: 34}, showlegend: false, hovermode: "closest", hoverdistance: 40,
      dragmode: touch ? false : "zoom", paper_bgcolor: "transparent", plot_bgcolor: "transparent",
      font: {family: getComputedStyle(document.body).fontFamily, size: 13, color: colour("soft")},
      hoverlabel: {bgcolor: colour("card"), bordercolor: colour("line"), font: {color: colour("ink")}, align: "left"},
      xaxis: {...axis, showgrid: false, ticksuffix: " s", nticks: 9},
      yaxis: {...axis, fixedrange: true, range: chart.range, ticksuffix: chart.unit, nticks: 7},
      modebar: {bgcolor: "transparent", color: colour("soft"), activecolor: colour("ink")},
      shapes: shapes(chart),
      annotations: chart.reps.filter((_, i) => i % every === 0).map(([number, from, to]) => ({
        x: (from + to) / 2, y: 1, yref: "paper", yanchor: "bottom", showarrow: false,
        text: "<b>" + number + "</b>", font: {color: colour("ink"), size: 12},
      })),
    };
  }

  function draw() {
    homes.forEach(home => {
      const chart = charts[Number(home.dataset.chart)];
      home.hidden = false;
      home.parentElement.querySelector(".static").style.display = "none";
      Plotly.react(home, traces(chart), layout(chart, home.clientWidth), {
        responsive: true, displaylogo: false, displayModeBar: touch || "hover",
        modeBarButtons: [["zoomIn2d", "zoomOut2d", "resetScale2d"]],
      });
    });
  }

  try {
    await unpack();
    draw();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  } catch (error) {
    // An older browser keeps the drawn plot; nothing on the page is lost.
    console.warn("The interactive plot is not available here.", error);
  }
})();
