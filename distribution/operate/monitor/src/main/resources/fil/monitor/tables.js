// Turns facts into elements. Text is always set as text.
import { draw, millis } from './plot.js';

export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
export const timeOf = at => clock.format(at);
export const moment = at => `${day.format(at)}, ${clock.format(at)}`;

export function lasting(ms) {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const s = ms / 1000;
  if (s < 90) return `${s < 10 ? Math.round(s * 10) / 10 : Math.round(s)} s`;
  if (s < 5400) return `${Math.round(s / 60)} min`;
  return s < 130_000 ? `${Math.round(s / 3600)} h` : `${Math.round(s / 86400)} days`;
}
export const megabytes = bytes => `${(bytes / 1048576).toFixed(0)} MB`;

const GOOD = new Set(['done', 'committed', 'succeeded', 'ok', 'permanent', 'active', 'current', 'upgraded', 'downgraded', 'made']);
const BAD = new Set(['failed', 'broken', 'not undone', 'refused', 'installed', 'resolved', 'critical', 'uninstalled']);
function tone(word) {
  const lower = word.toLowerCase().replaceAll('_', ' ');
  return GOOD.has(lower) ? 'good' : BAD.has(lower) ? 'bad' : lower === 'old' || lower === 'fragment' || lower === 'unpacked' ? '' : 'wait';
}
export const state = word => make('span', { class: `state ${tone(word)}` }, word.toLowerCase().replaceAll('_', ' '));

export const checks = list => list.map(check => make('li', {}, make('b', {}, check.name), state(check.status), make('span', {}, check.message)));

export const releases = list => list.map(release => make('li', {}, make('b', {}, release.name), state(release.status)));

export function bundles(list, now) {
  return list.map(bundle => make('tr', {},
    make('th', { scope: 'row', title: bundle.name }, bundle.bundle),
    make('td', {}, bundle.version),
    make('td', {}, bundle.state === 'active' || bundle.state === 'fragment' ? bundle.state : state(bundle.state)),
    make('td', { title: moment(bundle.since) }, `${lasting(Math.max(0, now - bundle.since))} ago`)));
}

export function java(java, memory) {
  const facts = [
    ['Java', `${java.version}, ${java.vm}`], ['From', java.vendor], ['Heap in use', `${megabytes(memory.heap)} of ${megabytes(memory.heapMax)}`],
    ['Other memory of the JVM', megabytes(memory.other)], ['Threads', java.threads], ['Classes', java.classes.toLocaleString('en')],
    ['System', `${java.system}, ${java.processors} processors`], ['Process', java.pid], ['Started', moment(java.started)],
  ];
  return facts.map(([name, value]) => make('div', {}, make('dt', {}, name), make('dd', {}, String(value))));
}

// How long the steps took; the time before, in which a release is unpacked and checked, stops nothing.
const ofSteps = change => change.steps.reduce((end, step) => Math.max(end, step.after + step.millis), 0);

// A step is told as 'verb subject: what it does'.
const shortly = text => text.startsWith('undo:') ? text : text.split(': ')[0];

export function steps(change) {
  const whole = Math.max(change.outcome === 'running' ? change.millis : ofSteps(change), 1);
  return change.steps.map(step => {
    if (step.text.startsWith('failed: ')) return make('li', { class: 'why' }, step.text);
    const bar = make('i');
    bar.style.setProperty('--at', Math.min(step.after / whole, 1));
    bar.style.setProperty('--part', Math.min(step.millis / whole, 1));
    const line = make('li', {}, make('span', {}, shortly(step.text)), make('span', { class: 'bar', 'aria-hidden': 'true' }, bar),
      make('span', { class: 'took' }, step.outcome === 'running' ? `${lasting(step.millis)} …` : lasting(step.millis)));
    line.className = step.outcome;
    return line;
  });
}

function latencyOf(change) {
  const around = Math.max(1500, Math.min(5000, change.millis));
  const from = change.began - around, to = change.began + change.millis + around;
  const chart = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  chart.setAttribute('class', 'chart');
  chart.setAttribute('role', 'img');
  const show = () => draw(chart, {
    slots: change.latency, from, to, bands: [[change.began, change.began + change.millis, 'the change']],
    times: [[change.began, timeOf(change.began)], [change.began + change.millis, `+${lasting(change.millis)}`], [from, `−${lasting(around)}`], [to, `+${lasting(change.millis + around)}`]],
  });
  new ResizeObserver(show).observe(chart);
  const during = change.latency.filter(([at]) => at >= change.began - 100 && at <= change.began + change.millis);
  const slowest = during.reduce((most, [, , , max]) => Math.max(most, max), 0);
  const text = during.length ? `Latency around it; the slowest answer during it took ${millis(slowest)} ms` : 'Latency around it';
  chart.setAttribute('aria-label', text); // until it is drawn, which is when it has a size
  return make('figure', {}, make('figcaption', {}, text), chart);
}

export function change(change, open) {
  const details = make('details', {}, make('summary', {}, `${change.steps.length} steps`), make('ol', { class: 'steps' }, ...steps(change)));
  details.open = open;
  const item = make('li', { class: `change ${change.outcome === 'done' ? '' : 'troubled'}` },
    make('h3', {}, `${change.from} → ${change.to}`, state(change.outcome)),
    make('p', { class: 'sub' }, `${moment(change.began)} · took ${lasting(change.millis)}` + (change.steps.length ? `, ${lasting(ofSteps(change))} of it for the steps` : '') + (change.held ? ` · ${change.held.toLocaleString('en')} requests waited` : '')));
  if (change.reason) item.append(make('p', { class: 'reason' }, change.reason));
  if (change.latency.length) item.append(latencyOf(change));
  if (change.steps.length) item.append(details);
  return item;
}
