// Follows the machine: over a stream of events, and by asking where that is cut off. Takes over a new page in place.
const header = document.getElementById('color');
const name = document.getElementById('name');
const pause = document.getElementById('pause');
const connection = document.getElementById('connection');
const askEvery = () => Number(document.body.dataset.askEvery) || 1200;
const patience = 10_000;
const pageEvery = 4;
let stream;
let timer;
let told = false;
let asked = 0;
let lost = false;
let latest;
let files;

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

function show(colour) {
  if (!CSS.supports('color', colour)) {
    return;
  }
  latest = colour;
  if (pause.ariaPressed !== 'true' && name.textContent !== colour) {
    header.style.backgroundColor = colour;
    header.classList.toggle('bright', light(colour) > 0.3);
    name.textContent = colour;
  }
}

function connected(now) {
  if (now && lost) {
    connection.textContent = 'Connected again.';
  } else if (!now && !lost) {
    connection.textContent = 'The connection is lost. This is the last colour; trying again.';
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

// Makes a node like another, keeping all that can stay: with the nodes stay focus, scroll position and selection.
function become(old, fresh) {
  if (old.nodeName !== fresh.nodeName || old.id !== fresh.id) {
    old.replaceWith(document.importNode(fresh, true));
  } else if (old.nodeType !== Node.ELEMENT_NODE) {
    say(old, fresh.data);
  } else if (!('live' in old.dataset) && old.nodeName !== 'NOSCRIPT') {
    for (const {name, value} of fresh.attributes) {
      if (old.getAttribute(name) !== value) {
        old.setAttribute(name, value);
      }
    }
    const [has, gets] = [[...old.childNodes], [...fresh.childNodes]];
    gets.forEach((child, at) => (has[at] ? become(has[at], child) : old.append(document.importNode(child, true))));
    has.slice(gets.length).forEach(child => child.remove());
  }
}

async function takeOver() {
  try {
    const text = await (await got('/', 'no-cache')).text();
    const fresh = new DOMParser().parseFromString(text, 'text/html');
    become(document.head, fresh.head);
    become(document.body, fresh.body);
  } catch {
    // the page that is here does; the next event or the next time of asking brings the new one
  }
}

async function ask() {
  timer = undefined;
  try {
    show((await (await got('/which-color.json', 'no-store')).json()).color);
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
  timer ??= setTimeout(ask, askEvery());
}

function hear(event) {
  told = true;
  clearTimeout(timer);
  timer = undefined;
  connected(true);
  return JSON.parse(event.data);
}

// A stream that ends comes back by itself, soon; only one that does not, or that stays silent, is stood in for by asking.
function listen() {
  stream?.close();
  stream = new EventSource('/events');
  stream.addEventListener('error', askSoon);
  stream.addEventListener('colour', event => show(hear(event).color));
  stream.addEventListener('page', event => {
    const fresh = hear(event).files;
    files ??= fresh;
    if (files === fresh) {
      takeOver();
    } else {
      location.reload(); // this script is of another release than the page to come
    }
  });
  askSoon();
}

pause.addEventListener('click', () => {
  pause.ariaPressed = pause.ariaPressed === 'true' ? 'false' : 'true';
  show(latest);
});
listen();
