// Follows the machine: asks which colour it is, again and again, and shows it.
const header = document.getElementById('color');
const name = document.getElementById('name');
const pause = document.getElementById('pause');
const connection = document.getElementById('connection');
const askEvery = Number(document.body.dataset.askEvery) || 1200;
const patience = 10_000;
let timer;
let lost = false;

// As the eye weighs them: the share of light that a colour gives, from 0 to 1 (WCAG 2, relative luminance).
function light(colour) {
  const canvas = document.createElement('canvas').getContext('2d');
  canvas.fillStyle = colour;
  const [red, green, blue] = [1, 3, 5]
    .map(start => parseInt(canvas.fillStyle.slice(start, start + 2), 16) / 255)
    .map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function show(colour) {
  if (!CSS.supports('color', colour) || pause.ariaPressed === 'true') {
    return;
  }
  header.style.backgroundColor = colour;
  header.classList.toggle('bright', light(colour) > 0.179);
  if (name.textContent !== colour) {
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

async function ask() {
  clearTimeout(timer);
  try {
    const response = await fetch('/which-color.json', {cache: 'no-store', signal: AbortSignal.timeout(patience)});
    if (!response.ok) {
      throw new Error(response.status);
    }
    show((await response.json()).color);
    connected(true);
  } catch {
    connected(false);
  }
  clearTimeout(timer);
  timer = setTimeout(ask, askEvery);
}

pause.addEventListener('click', () => {
  pause.ariaPressed = pause.ariaPressed === 'true' ? 'false' : 'true';
  ask();
});
document.addEventListener('visibilitychange', () => document.hidden || ask());
ask();
