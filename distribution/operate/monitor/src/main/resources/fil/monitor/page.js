// Asks for the facts each second, four times a second while the release is being changed, and shows what is new.
import { draw, millis } from './plot.js';
import * as tables from './tables.js';

const WINDOW = 120_000;
const FEW = 12;
const $ = id => document.getElementById(id);
const shown = new Map();
const page = { slots: [], after: 0, ahead: 0, all: false, state: null, changes: [], known: '', young: 0, fails: 0 };

async function get(path) {
  const answer = await fetch(path, { cache: 'no-store', signal: AbortSignal.timeout(4000) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

// Renders a part only when its facts are new, so that selection and focus stay.
function part(name, facts, render) {
  const text = JSON.stringify(facts);
  if (shown.get(name) !== text) {
    shown.set(name, text);
    render(facts);
  }
}

const fill = id => children => $(id).replaceChildren(...children);

function showState(state) {
  part('release', state.release ?? 'no release', name => {
    $('release').textContent = name;
    document.title = `${name} · ${state.system}`;
  });
  const change = page.changes.find(({ outcome, to }) => outcome === 'done' && to === state.release);
  const since = change && change.began + change.millis > state.java.started ? change.began + change.millis : state.java.started;
  $('up').textContent = `since ${tables.moment(since)} · the process is up for ${tables.lasting(state.now - state.java.started)}`;
  part('health', state.health, showHealth);
  $('no-releases').hidden = Boolean(state.releases?.length);
  part('releases', state.releases ?? [], list => fill('release-list')(tables.releases(list)));
  part('by-hand', state.changedByHand ?? [], list => fill('by-hand')(list.map(text => tables.make('li', {}, `Changed by hand: ${text}`))));
  const minute = Math.floor(state.now / 10_000);
  part('bundles', [state.bundles, page.all, minute], () => showBundles(state));
  part('java', [state.java, state.memory], () => fill('java-facts')(tables.java(state.java, state.memory)));
  showRunning(state.running);
  showNumbers(state.traffic);
}

function showHealth(checks) {
  const red = checks.filter(check => !check.ok).length;
  $('well').textContent = !checks.length ? 'no checks' : red ? `${red} of ${checks.length} not well` : 'all well';
  $('well').className = `pill ${!checks.length ? '' : red ? 'bad' : 'good'}`;
  fill('checks')(tables.checks(checks));
}

function showBundles({ bundles, now }) {
  const failing = bundles.filter(bundle => bundle.state !== 'active' && bundle.state !== 'fragment');
  const first = [...failing, ...bundles.filter(bundle => !failing.includes(bundle))];
  fill('bundle-rows')(tables.bundles(page.all ? first : first.slice(0, FEW), now));
  $('bundle-count').textContent = `${bundles.length} bundles, ${bundles.length - failing.length} at work. What changed last comes first.`;
  $('all-bundles').hidden = bundles.length <= FEW;
  $('all-bundles').textContent = page.all ? 'Show fewer' : `Show all ${bundles.length}`;
}

// A change is often over before anybody can see it, so it stays for a while with how it went.
function showRunning(change) {
  $('running').hidden = !change;
  if (!change) return;
  const last = page.changes[0];
  const isThis = change.outcome !== 'running' && last?.from === change.from && last.to === change.to && last.began >= change.began - 60_000;
  const result = isThis ? last.outcome : '';
  part('running-title', [change.from, change.to, change.outcome, result], () => {
    $('running-title').replaceChildren(
      `${change.outcome === 'running' || result !== 'done' ? 'Changing' : 'Changed'} ${change.from} to ${change.to} `, ...result ? [tables.state(result)] : []);
    $('told').textContent = $('running-title').textContent;
  });
  fill('running-steps')(tables.steps(change));
}

function showNumbers({ underWay, streams, gate }) {
  const last = page.slots.filter(([at]) => at > page.after - 1000);
  const ten = page.slots.filter(([at]) => at > page.after - 10_000);
  const answers = last.reduce((sum, slot) => sum + slot[1], 0);
  const sum = last.reduce((sum, slot) => sum + slot[1] * slot[2], 0);
  $('rate').textContent = answers.toLocaleString('en');
  $('mean').textContent = answers ? `${millis(sum / answers)} ms` : '–';
  $('slowest').textContent = ten.length ? `${millis(Math.max(...ten.map(slot => slot[3])))} ms` : '–';
  $('under-way').textContent = underWay.toLocaleString('en');
  $('held').textContent = gate.waiting === undefined ? '–' : gate.waiting.toLocaleString('en');
  $('streams').textContent = streams.toLocaleString('en');
}

function showLive() {
  const to = page.after, from = to - WINDOW;
  const second = Number($('moment').value);
  const reading = second < 119 || document.activeElement === $('moment');
  const cursor = reading ? from + (second + .5) * 1000 : undefined;
  const changes = page.changes.map(change => [change.began, change.began + change.millis, `${change.from} → ${change.to}`]);
  const running = page.state?.running;
  if (running?.outcome === 'running') changes.push([running.began, to, `${running.from} → ${running.to}`]);
  const events = (page.state?.events ?? []).filter(event => event.at > from && event.what === 'updated')
    .map(event => [event.at, `${event.bundle} ${event.version} ${event.what}`]);
  const times = [[from, '−2 min'], [from + WINDOW / 4, '−90 s'], [from + WINDOW / 2, '−1 min'], [from + WINDOW * 3 / 4, '−30 s'], [to, 'now']];
  draw($('live'), { slots: page.slots, from, to, bands: changes, events, times, cursor });
  const text = reading ? readout(from + second * 1000) : '';
  $('readout').textContent = text || 'Move over the plot, or use the arrow keys in it, to read a moment.';
  $('moment').setAttribute('aria-valuetext', text || 'now');
}

function readout(from) {
  const slots = page.slots.filter(([at]) => at >= from && at < from + 1000);
  const answers = slots.reduce((sum, slot) => sum + slot[1], 0);
  if (!answers) return `${tables.timeOf(from)}: no answers`;
  const mean = slots.reduce((sum, slot) => sum + slot[1] * slot[2], 0) / answers;
  return `${tables.timeOf(from)}: ${answers.toLocaleString('en')} answers, mean ${millis(mean)} ms, slowest ${millis(Math.max(...slots.map(slot => slot[3])))} ms`;
}

async function showChanges(state) {
  const known = `${state.changes ?? 0}/${state.running?.outcome}`;
  if (known === page.known && state.now > page.young) return;
  page.known = known;
  page.changes = await get('changes.json');
  const newest = page.changes[0];
  page.young = newest ? newest.began + newest.millis + 12_000 : 0;
  $('no-changes').hidden = page.changes.length > 0;
  part('changes', page.changes, list => {
    const before = new Map([...$('change-list').querySelectorAll('details')].map(details => [details.dataset.began, details.open]));
    fill('change-list')(list.map((change, index) => {
      const item = tables.change(change, before.get(String(change.began)) ?? index === 0);
      item.querySelector('details')?.setAttribute('data-began', change.began);
      return item;
    }));
  });
}

async function look() {
  const [state, latency] = await Promise.all([get('state.json'), get(`latency.json?after=${page.after}`)]);
  page.state = state;
  page.slots = [...page.slots, ...latency.slots].filter(([at]) => at > latency.until - WINDOW - 2000);
  page.after = latency.until;
  showState(state);
  await showChanges(state);
  showLive();
}

async function follow() {
  try {
    if (!document.hidden) await look();
    page.fails = 0;
    $('notice').textContent = '';
  } catch {
    page.fails += 1;
    if (page.fails === 3) $('notice').textContent = `No answer since ${tables.timeOf(Date.now())}. Trying again each second.`;
  }
  setTimeout(follow, page.state?.running?.outcome === 'running' && !page.fails ? 250 : 1000);
}

document.querySelectorAll('.scripted').forEach(section => { section.hidden = false; });
$('all-bundles').addEventListener('click', () => { page.all = !page.all; if (page.state) showState(page.state); });
$('moment').addEventListener('input', showLive);
$('moment').addEventListener('blur', () => { $('moment').value = 119; showLive(); });
$('moment').addEventListener('pointermove', event => { $('moment').value = Math.floor(120 * event.offsetX / $('moment').offsetWidth); showLive(); });
$('moment').addEventListener('pointerleave', () => { if (document.activeElement !== $('moment')) { $('moment').value = 119; showLive(); } });
document.addEventListener('visibilitychange', () => { if (!document.hidden) look().catch(() => {}); });
new ResizeObserver(showLive).observe($('live'));
follow();
