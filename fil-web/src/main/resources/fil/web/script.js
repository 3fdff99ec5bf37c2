// Follows the machine: over a stream of events, and by asking where that is cut off. Takes over a new page in place.
const part = id => document.getElementById(id);
const askEvery = () => Number(document.body.dataset.askEvery) || 1200;
const patience = 10_000; // the stream is never silent for so long
const pageEvery = 4;
const ended = new AbortController();
let stream;
let timer;
let silence;
let told = false;
let asked = 0;
let lost = false;
let latest;
let files;
let takeovers = 0;

// The share of light that a colour gives, as the eye weighs it, from 0 to 1 (WCAG 2, relative luminance). White on it is
// readable, at the size of the greeting, up to 0.3.
function light(colour) {
  const canvas = document.createElement('canvas').getContext('2d');
  canvas.fillStyle = colour;
  const [red, green, blue] = [1, 3, 5]
    .map(start => parseInt(canvas.fillStyle.slice(start, start + 2), 16) / 255)
    .map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const isPaused = () => part('pause')?.ariaPressed === 'true';

function show(colour) {
  if (!CSS.supports('color', colour)) {
    return;
  }
  latest = colour;
  if (!isPaused()) {
    paint(colour);
  }
}

function paint(colour) {
  const header = part('color');
  const name = part('name');
  if (header && header.style.backgroundColor !== colour) {
    header.style.backgroundColor = colour;
    header.classList.toggle('bright', light(colour) > 0.3);
  }
  if (name && name.textContent !== colour) {
    name.textContent = colour;
  }
}

function connected(now) {
  const connection = part('connection');
  if (connection && now === lost) {
    connection.textContent = now ? 'Connected again.' : 'The connection is lost. This is the last colour; trying again.';
  }
  lost = !now;
}

async function got(path, caching) {
  const response = await fetch(path, {cache: caching, signal: AbortSignal.timeout(patience)});
  if (!response.ok) {
    throw new Error(`${path}: ${response.status}`);
  }
  return response;
}

// Text changes only where it differs, so that a selection in the rest of it stays.
function say(text, fresh) {
  const old = text.data;
  let start = 0;
  while (start < old.length && old[start] === fresh[start]) {
    start++;
  }
  let end = 0;
  while (end < Math.min(old.length, fresh.length) - start && old.at(-1 - end) === fresh.at(-1 - end)) {
    end++;
  }
  if (old !== fresh) {
    text.replaceData(start, old.length - start - end, fresh.slice(start, fresh.length - end));
  }
}

const ids = node => (node.querySelectorAll ? [node, ...node.querySelectorAll('[id]')].map(each => each.id).filter(id => id) : []);

// Which child that is here becomes which one to come: first those that share an id or are equal, then those of a kind.
function pairs(old, fresh) {
  const left = new Set(old.childNodes);
  const found = new Map();
  const ways = [
    (one, other) => ids(other).some(id => ids(one).includes(id)) || one.isEqualNode(other),
    (one, other) => ids(one).length === 0 && ids(other).length === 0,
  ];
  for (const alike of ways) {
    for (const child of fresh.childNodes) {
      const match = !found.has(child) && [...left].find(one => one.nodeName === child.nodeName && alike(one, child));
      if (match) {
        found.set(child, match);
        left.delete(match);
      }
    }
  }
  return {found, left};
}

// Makes an element like another, keeping all nodes that can stay: with them stay focus, selection, scroll position, input.
function become(old, fresh) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    say(old, fresh.data);
  } else if (!('live' in old.dataset) && old.nodeName !== 'NOSCRIPT') {
    dress(old, fresh);
    const {found, left} = pairs(old, fresh);
    left.forEach(child => child.remove());
    let place = old.firstChild;
    for (const child of fresh.childNodes) {
      const match = found.get(child);
      if (!match) {
        old.insertBefore(document.importNode(child, true), place);
      } else {
        if (match === place) {
          place = place.nextSibling;
        } else {
          (old.moveBefore ?? old.insertBefore).call(old, match, place);
        }
        become(match, child);
      }
    }
  }
}

// What the user has opened stays open.
function dress(old, fresh) {
  for (const name of old.getAttributeNames()) {
    if (!fresh.hasAttribute(name) && name !== 'open') {
      old.removeAttribute(name);
    }
  }
  for (const {name, value} of fresh.attributes) {
    if (old.getAttribute(name) !== value) {
      old.setAttribute(name, value);
    }
  }
}

async function takeOver() {
  const turn = ++takeovers;
  try {
    const text = await (await got('/', 'no-cache')).text();
    if (turn === takeovers && !ended.signal.aborted) {
      const fresh = new DOMParser().parseFromString(text, 'text/html');
      const shown = part('name')?.textContent;
      become(document.head, fresh.head);
      become(document.body, fresh.body);
      if (shown && CSS.supports('color', shown)) {
        paint(shown);
      }
    }
  } catch {
    // the page that is here does meanwhile
    setTimeout(() => turn === takeovers && !ended.signal.aborted && takeOver(), askEvery());
  }
}

// The web itself is another one: its style and its script take the place of these. A script that is not asked for anew is
// not run anew.
async function giveWay() {
  for (const sheet of document.querySelectorAll('link[rel=stylesheet]')) {
    const next = sheet.cloneNode();
    next.addEventListener('load', () => sheet.remove());
    next.addEventListener('error', () => next.remove());
    sheet.after(next);
  }
  try {
    await import(`/script.js?${Date.now()}`);
    ended.abort();
    listen();
    clearTimeout(timer);
    clearTimeout(silence);
  } catch {
    files = undefined; // the next event tells again
  }
}

async function ask() {
  timer = undefined;
  try {
    const colour = (await (await got('/which-color.json', 'no-store')).json()).color;
    if (!told) {
      show(colour); // else the stream is back, and was first
    }
    asked += 1;
    if (lost || asked % pageEvery === 0) {
      await takeOver();
      listen();
    }
    connected(true);
  } catch {
    connected(false);
  }
  if (!told) {
    askSoon();
  }
}

function askSoon() {
  told = false;
  if (!ended.signal.aborted) {
    timer ??= setTimeout(ask, askEvery());
  }
}

function hear(event) {
  told = true;
  clearTimeout(timer);
  timer = undefined;
  clearTimeout(silence);
  silence = setTimeout(listen, patience);
  connected(true);
  return JSON.parse(event.data);
}

// A stream that ends comes back by itself, soon; only one that does not, or that stays silent, is stood in for by asking.
function listen() {
  stream?.close();
  if (ended.signal.aborted) {
    return;
  }
  stream = new EventSource('/events');
  stream.addEventListener('error', askSoon);
  stream.addEventListener('beat', hear);
  stream.addEventListener('colour', event => show(hear(event).color));
  stream.addEventListener('page', event => {
    const fresh = hear(event).files;
    const same = (files ?? fresh) === fresh;
    files = fresh;
    takeOver().then(() => same || giveWay());
  });
  askSoon();
}

document.addEventListener('click', event => {
  const pause = event.target.closest?.('#pause');
  if (pause) {
    pause.ariaPressed = isPaused() ? 'false' : 'true';
    show(latest);
  }
}, {signal: ended.signal});
listen();
