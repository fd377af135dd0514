#!/usr/bin/env node
import { runCommandLine } from '../cli/main.ts';
import { createTerminal } from '../cli/terminal.ts';
import { addTestCommand } from '../cli/test/test-command.ts';

const terminal = createTerminal();

process.exitCode = await runCommandLine(
  {
    terminal,
    environment: process.env,
    runStories: async (...what) => {
      const { runStories } = await import('../cli/test/run-stories.ts'); // most commands play none
      return runStories(...what);
    },
    addCommands: (program) => addTestCommand(program, terminal, process.stdin),
  },
  process.argv.slice(2),
);
