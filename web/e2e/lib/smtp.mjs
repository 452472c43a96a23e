// A mailbox on loopback: an SMTP server that takes every letter and keeps its text.
import { createServer } from 'node:net';

/** @returns {Promise<{port: number, letters: {to: string, data: string}[], stop: () => Promise<void>}>} */
export async function startMailbox() {
  const letters = [];
  const sockets = new Set();
  const tcp = createServer((socket) => {
    let rest = '';
    let to = '';
    let data = null;
    const say = (line) => socket.write(`${line}\r\n`);
    const heed = (line) => {
      if (data !== null) {
        if (line !== '.') data.push(line.replace(/^\.\./, '.'));
        else {
          letters.push({ to, data: data.join('\n') });
          data = null;
          say('250 taken');
        }
        return;
      }
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'RCPT') to = /<([^>]*)>/.exec(line)?.[1] ?? '';
      if (verb === 'DATA') data = [];
      say(verb === 'DATA' ? '354 go on' : verb === 'QUIT' ? '221 bye' : '250 mailbox');
      if (verb === 'QUIT') socket.end();
    };
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    socket.setEncoding('utf8');
    socket.on('data', (text) => {
      const lines = (rest + text).split('\r\n');
      rest = lines.pop();
      for (const line of lines) heed(line);
    });
    say('220 mailbox');
  });
  await new Promise((done) => tcp.listen(0, '127.0.0.1', done));
  return {
    port: tcp.address().port,
    letters,
    stop: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((done) => tcp.close(done));
    },
  };
}
