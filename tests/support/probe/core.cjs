/* The smallest process that keeps the contract: it says its role and number to whoever asks. */
const { existsSync } = require('node:fs');
const path = require('node:path');

let start;
let beating;

process.parentPort.on('message', ({ data, ports }) => {
  if (data.type === 'start') begin(data);
  if (data.type === 'port') serve(ports[0]);
  if (data.type === 'stop') process.exit(0);
});

function begin(message) {
  start = message;
  const refuse = path.join(start.dataFolder, `refuse-${start.role}`);
  if (existsSync(refuse)) {
    tell({ type: 'failed', reason: 'data-folder-unusable', path: start.dataFolder });
    setTimeout(() => process.exit(1), 100);
    return;
  }
  tell({ type: 'ready' });
  beating = setInterval(() => tell({ type: 'alive' }), 2000);
}

/** No window, so no origin: the second argument is a list of ports. */
function tell(message) {
  process.parentPort.postMessage(message, []);
}

function serve(port) {
  port.on('message', ({ data }) => {
    if (data === 'tais-toi') clearInterval(beating);
    else port.postMessage(`${start.role} ${process.pid}`);
  });
  port.start();
}
