import { spawn } from 'node:child_process';

// Runs the command given as arguments for as long as standard input stays open. The pipe closes when the parent is gone,
// however it went (a SIGKILL too), so no Java is left behind.
const [command = '', ...parameters] = process.argv.slice(2);
const child = spawn(command, parameters, { stdio: ['ignore', 'inherit', 'inherit'] });
const stop = () => child.kill('SIGKILL');

child.once('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
child.once('exit', (code) => process.exit(code ?? 1));
process.stdin.once('end', stop).once('close', stop).resume();
process.on('SIGINT', () => {}); // Ctrl-C reaches the whole group; the parent stops things in order
process.on('SIGTERM', stop);
