#!/usr/bin/env node
import { runCommandLine } from '../cli/main.ts';
import { createTerminal } from '../cli/terminal.ts';

process.exitCode = await runCommandLine(
  { terminal: createTerminal(), environment: process.env },
  process.argv.slice(2),
);
