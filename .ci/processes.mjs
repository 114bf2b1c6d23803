// Prints the processes that belong to a clone, a line each: those that carry a marker in their environment,
// stand in its folder or name it, but for this one and those that it descends from.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const [root, marker] = process.argv.slice(2);

for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
  const command = read(pid, 'cmdline');
  const belongs =
    read(pid, 'environ').includes(marker) ||
    command.includes(root) ||
    `${folderOf(pid)}/`.startsWith(`${root}/`);
  if (belongs && !ancestors().includes(pid)) console.log(pid, command.replaceAll('\0', ' ').trim());
}

function ancestors() {
  const found = [String(process.pid)];
  while (found.at(-1) !== '0') found.push(parentOf(found.at(-1)));
  return found;
}

function parentOf(pid) {
  return /^PPid:\s*(\d+)$/m.exec(read(pid, 'status'))?.[1] ?? '0';
}

// A process may end while it is looked at, or be another user's: then there is nothing to read.
function read(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

function folderOf(pid) {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
}
