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
    process.parentPort.postMessage({
      type: 'failed',
      reason: 'data-folder-unusable',
      path: start.dataFolder,
    });
    setTimeout(() => process.exit(1), 100);
    return;
  }
  process.parentPort.postMessage({ type: 'ready' });
  beating = setInterval(() => process.parentPort.postMessage({ type: 'alive' }), 2000);
}

function serve(port) {
  port.on('message', ({ data }) => {
    if (data === 'tais-toi') clearInterval(beating);
    else port.postMessage(`${start.role} ${process.pid}`);
  });
  port.start();
}
