/*
 * Plain pictures as SVG text, readable on light and dark pages alike: they bring their own ground.
 */

const WIDTH = 760;
const LEFT = 170;
const RIGHT = 150;
const TOP = 64;
const BAR = 22;
const ROW = 36;
const INK = '#1f2328';
const FAINT = '#57606a';
const SHADES = ['#0b6bcb', '#9ac7f2'];

export interface Bar {
  label: string;
  /** Drawn one behind the other, each in its own shade. */
  parts: number[];
  /** What stands behind the bar. */
  note: string;
}

export function barChart(chart: { title: string; unit: string; shades: string[]; bars: Bar[] }): string {
  const { bars } = chart;
  const height = TOP + bars.length * ROW + 16;
  const most = Math.max(...bars.map(({ parts }) => sumOf(parts)));
  const scale = (WIDTH - LEFT - RIGHT) / most;
  const rows = bars.map(({ label, parts, note }, at) => {
    const y = TOP + at * ROW;
    const middle = y + BAR / 2 + 5;
    let x = LEFT;
    const boxes = parts.map((value, part) => {
      const width = Math.max(value * scale, value > 0 ? 1 : 0);
      const box = `<rect x="${round(x)}" y="${y}" width="${round(width)}" height="${BAR}" fill="${SHADES[part]}"/>`;
      x += width;
      return box;
    });
    return `${text(LEFT - 10, middle, label, 'end')}${boxes.join('')}${text(x + 8, middle, note)}`;
  });
  return frame(height, chart.title, chart.unit, chart.shades, rows.join('\n'));
}

export interface Line {
  points: { x: number; y: number; note: string }[];
}

/** Both scales are logarithmic: what grows in proportion is a straight line. */
export function lineChart(chart: { title: string; unit: string; shades: string[]; lines: Line[] }): string {
  const height = 380;
  const all = chart.lines.flatMap(({ points }) => points);
  const x = logScale(
    all.map((point) => point.x),
    LEFT - 80,
    WIDTH - RIGHT,
  );
  const y = logScale(
    all.map((point) => point.y),
    height - 60,
    TOP + 20,
  );
  const xs = [...new Set(all.map((point) => point.x))];
  const axis = xs.map((value) =>
    text(x(value), height - 24, `${value.toLocaleString('en')} records`, 'middle', FAINT),
  );
  const drawn = chart.lines.map(({ points }, at) => {
    const path = points.map((point) => `${round(x(point.x))},${round(y(point.y))}`).join(' ');
    const dots = points.map(
      (point) =>
        `<circle cx="${round(x(point.x))}" cy="${round(y(point.y))}" r="5" fill="${SHADES[at]}"/>` +
        text(x(point.x) + 10, y(point.y) + 18, point.note),
    );
    return `<polyline points="${path}" fill="none" stroke="${SHADES[at]}" stroke-width="3"/>${dots.join('')}`;
  });
  return frame(height, chart.title, chart.unit, chart.shades, [...axis, ...drawn].join('\n'));
}

function frame(height: number, title: string, unit: string, shades: string[], inside: string): string {
  let x = 20;
  const legend = shades.map((shade, at) => {
    const entry = `<rect x="${x}" y="38" width="12" height="12" fill="${SHADES[at]}"/>${text(x + 18, 49, shade, 'start', FAINT)}`;
    x += 34 + shade.length * 8;
    return entry;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="14" role="img" aria-label="${escaped(title)}">
<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>
<text x="20" y="26" font-size="16" font-weight="bold" fill="${INK}">${escaped(`${title} (${unit})`)}</text>
${legend.join('')}
${inside}
</svg>
`;
}

function text(x: number, y: number, content: string, anchor = 'start', colour = INK): string {
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" fill="${colour}">${escaped(content)}</text>`;
}

function logScale(values: readonly number[], from: number, to: number): (value: number) => number {
  const low = Math.log(Math.min(...values));
  const high = Math.log(Math.max(...values));
  return (value) => from + ((Math.log(value) - low) / Math.max(high - low, 1e-9)) * (to - from);
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
