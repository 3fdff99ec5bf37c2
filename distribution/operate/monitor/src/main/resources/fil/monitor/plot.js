// Draws latency over time: a bar up to the slowest answer, a line for the mean, on a logarithmic scale.
const SVG = 'http://www.w3.org/2000/svg';
const LEFT = 50, BOTTOM = 22, TOP = 8;
const LEAST = 10; // microseconds

export const millis = micros => micros < 9950 ? (micros / 1000).toFixed(micros < 995 ? 2 : 1) : Math.round(micros / 1000).toLocaleString('en');

function put(parent, name, attributes, text) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  parent.append(element);
  return element;
}

// Joins slots [at, answers, mean, max, failures] so that each bar is wide enough to be seen.
function joined(slots, from, to, columns) {
  const step = Math.max(1, Math.ceil((to - from) / columns / 100)) * 100;
  const bars = new Map();
  for (const [at, answers, mean, max, failures] of slots) {
    if (at < from || at > to) continue;
    const key = Math.floor(at / step) * step;
    const bar = bars.get(key) ?? { at: key, answers: 0, sum: 0, max: 0, failures: 0 };
    bar.answers += answers;
    bar.sum += mean * answers;
    bar.max = Math.max(bar.max, max);
    bar.failures += failures;
    bars.set(key, bar);
  }
  return { step, bars: [...bars.values()].sort((one, other) => one.at - other.at) };
}

function scale(most) {
  const top = Math.max(most, 20_000) * 1.25;
  return value => Math.log(Math.max(value, LEAST) / LEAST) / Math.log(top / LEAST);
}

function line(bars, step, x, y) {
  let path = '', before = -Infinity;
  for (const bar of bars) {
    const move = bar.at - before > 3 * step ? 'M' : 'L';
    path += `${move}${x(bar.at + step / 2).toFixed(1)} ${y(bar.sum / bar.answers).toFixed(1)}`;
    before = bar.at;
  }
  return path;
}

function axes(svg, width, height, y, most, times, x) {
  for (const [value, text] of [[100, '0.1 ms'], [1000, '1 ms'], [10_000, '10 ms'], [100_000, '100 ms'], [1_000_000, '1 s'], [10_000_000, '10 s']]) {
    if (value > Math.max(most, 20_000) * 1.25) break;
    put(svg, 'line', { class: 'grid', x1: LEFT, x2: width, y1: y(value), y2: y(value) });
    put(svg, 'text', { x: LEFT - 6, y: y(value) + 4, 'text-anchor': 'end' }, text);
  }
  put(svg, 'line', { class: 'grid', x1: LEFT, x2: width, y1: height - BOTTOM, y2: height - BOTTOM });
  const taken = [];
  for (const [at, text] of times) {
    const anchor = x(at) > width - 30 ? 'end' : x(at) < LEFT + 20 ? 'start' : 'middle';
    const label = put(svg, 'text', { x: x(at), y: height - 5, 'text-anchor': anchor }, text);
    const { x: left, width: wide } = label.getBBox();
    if (taken.some(([begin, end]) => left < end + 8 && left + wide + 8 > begin)) label.remove();
    else taken.push([left, left + wide]);
  }
}

/**
 * slots in order; from and to in milliseconds; bands [from, to, text] are changes of the release; events [at, text] are
 * changes of bundles; times [at, text] are the labels below, of which one that has no room beside those before it is left
 * out; cursor is a moment to mark.
 */
export function draw(svg, { slots, from, to, bands = [], events = [], times = [], cursor }) {
  const width = svg.clientWidth, height = svg.clientHeight;
  if (!width) return;
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  svg.replaceChildren();
  const { step, bars } = joined(slots, from, to, (width - LEFT) / 3);
  const inside = bars.filter(bar => bar.at + step / 2 <= to);
  const most = bars.reduce((max, bar) => Math.max(max, bar.max), 0);
  const share = scale(most);
  const x = at => LEFT + (at - from) / (to - from) * (width - LEFT);
  const y = value => height - BOTTOM - share(value) * (height - BOTTOM - TOP);
  for (const [begin, end, text] of bands) {
    const left = Math.max(x(begin), LEFT), right = Math.min(Math.max(x(end), x(begin) + 3), width);
    if (right > LEFT && left < width) {
      put(put(svg, 'rect', { class: 'band', x: left, y: 0, width: right - left, height: height - BOTTOM, rx: 2 }), 'title', {}, text);
    }
  }
  axes(svg, width, height, y, most, times, x);
  const wide = Math.max(1.5, (width - LEFT) * step / (to - from) - 1);
  for (const bar of bars) {
    const left = Math.max(x(bar.at), LEFT);
    put(svg, 'rect', { class: 'max', x: left, y: y(bar.max), width: Math.max(1, Math.min(wide, width - left)), height: height - BOTTOM - y(bar.max) });
    if (bar.failures) put(svg, 'rect', { class: 'fail', x: x(bar.at), y: 0, width: wide, height: 5 });
  }
  put(svg, 'path', { class: 'mean', d: line(inside, step, x, y) });
  for (const [at, text] of events) {
    const mark = put(svg, 'path', { class: 'event', d: `M${x(at) - 4} ${height - BOTTOM + 1}h8l-4 -7z` });
    put(mark, 'title', {}, text);
  }
  if (cursor) put(svg, 'line', { class: 'cursor', x1: x(cursor), x2: x(cursor), y1: 0, y2: height - BOTTOM });
  const answers = bars.reduce((sum, bar) => sum + bar.answers, 0);
  const mean = answers && bars.reduce((sum, bar) => sum + bar.sum, 0) / answers;
  const failures = bars.reduce((sum, bar) => sum + bar.failures, 0);
  svg.setAttribute('aria-label', answers
    ? `Latency: ${answers.toLocaleString('en')} answers, mean ${millis(mean)} ms, slowest ${millis(most)} ms, ${failures} failed`
    : 'No answers in this time');
}
