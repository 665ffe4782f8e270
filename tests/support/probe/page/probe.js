/* The smallest page that keeps the window's contract: it shows what each process answers, and reconnects. */
const silent = new URLSearchParams(window.location.search).has('silent');

window.addEventListener('message', ({ data, ports }) => {
  if (data?.type !== 'borne:ports') return;
  ['reading', 'recording'].forEach((name, index) => {
    const port = ports[index];
    port.addEventListener('message', (event) => {
      document.getElementById(name).textContent = String(event.data);
    });
    port.addEventListener('close', () => {
      document.getElementById(name).textContent = 'fermé';
      window.borne.askPorts();
    });
    port.start();
    port.postMessage('qui ?');
  });
});

window.borne.askPorts();
window.borne.alive();
if (!silent) window.beating = setInterval(() => window.borne.alive(), 2000);
