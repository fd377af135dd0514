import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { MaitredError } from '../domain/error/maitred-error.ts';
import { type ApiClient, createApiClient } from './api-client.ts';
import { addAuthorCommands } from './author-commands.ts';
import { CommandError, EXIT, type ExitCode } from './command-error.ts';
import { createKey, listKeys, type NewKeyOptions, revokeKey } from './commands/keys.ts';
import type { RunStories } from './commands/prepare-upload.ts';
import { addSimulateCommand } from './commands/simulate-command.ts';
import { addHistoryCommands } from './history-commands.ts';
import { addIdentityCommands } from './identity-commands.ts';
import { addListCommands } from './list-commands.ts';
import { addPlaybookCommands } from './playbook-commands.ts';
import { addReportCommands } from './report-commands.ts';
import { addSegmentCommands } from './segment-commands.ts';
import { loadMjmlAhead } from './start-templates.ts';
import type { Terminal } from './terminal.ts';

/** Where the command was typed: one that reaches a system never takes a playbook that nobody named. */
const DEFAULT_FOLDER = '.';
/** Commands of the contract that a later version brings. */
const LATER_COMMANDS = ['tail', 'preview', 'redrive', 'demo'];
const SCOPES = ['collect', 'profiles', 'staff', 'till', 'privacy', 'admin'];

export interface CommandLine {
  readonly terminal: Terminal;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Run by `deploy` before it uploads, and by `compile` before it writes. */
  readonly runStories?: RunStories;
  /** Commands that other rooms bring. */
  readonly addCommands?: (program: Command) => void;
}

/**
 * Runs one command.
 * @param words what was typed after `maitred`
 * @returns the exit code: 0 done, 1 not in order, 2 could not be carried out
 */
export async function runCommandLine(commandLine: CommandLine, words: readonly string[]): Promise<ExitCode> {
  const { terminal } = commandLine;
  try {
    await createProgram(commandLine).parseAsync(words, { from: 'user' });
    return EXIT.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.failed;
    const isExpected = error instanceof CommandError || error instanceof MaitredError;
    if (!isExpected) throw error;
    terminal.error(terminal.style('red', error.message));
    if (error.hint !== undefined) terminal.error(terminal.style('dim', error.hint));
    return error instanceof CommandError ? error.exitCode : EXIT.failed;
  }
}

function createProgram(commandLine: CommandLine): Command {
  const { terminal, environment } = commandLine;
  const program = new Command('maitred')
    .description('Checks, tests and deploys playbooks')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.error(text.trimEnd()),
    })
    .showHelpAfterError('(maitred --help lists the commands)');
  const api = (): ApiClient => createApiClient(environment);

  program
    .command('check')
    .description('validate playbooks: problems with file, line and column')
    .argument('[folders...]', 'folders with playbook.yaml', [DEFAULT_FOLDER])
    .option('--json', 'as JSON, for programs')
    .option('--seen', 'instead: names of events, properties, traits and lists that were never received')
    .option('--strict', 'exit 1 for warnings; with --seen: where there are any such names')
    .action(async (folders: string[], options: { seen?: boolean; strict?: boolean; json?: boolean }) => {
      loadMjmlAhead(folders);
      // Loaded here, as below: a command waits for nothing that another needs.
      const { strict: isStrict = false, json: asJson = false } = options;
      if (options.seen === true) {
        const { checkSeenNames } = await import('./commands/check-seen.ts');
        return checkSeenNames(terminal, api(), folders, { isStrict, asJson });
      }
      if (asJson) {
        const { checkAsJson } = await import('./commands/check-as-json.ts');
        return checkAsJson(terminal, folders, isStrict);
      }
      const { checkAll } = await import('./commands/check.ts');
      return checkAll(terminal, folders, isStrict);
    });
  program
    .command('compile')
    .description('check, test, and write what a deploy uploads into a file')
    .argument('[folder]', 'the folder with playbook.yaml', DEFAULT_FOLDER)
    .requiredOption('--output <file>', 'the file to write')
    .action(async (folder: string, { output }: { output: string }) => {
      const { runStories } = commandLine;
      const { compile } = await import('./commands/compile.ts');
      return compile({ terminal, folder, output, ...(runStories && { runStories }) });
    });
  addPlaybookCommands(program, commandLine);
  addIdentityCommands(program, terminal, api);
  addHistoryCommands(program, commandLine);
  addSegmentCommands(program, commandLine);
  addReportCommands(program, commandLine);
  addListCommands(program, terminal, api);
  addAuthorCommands(program, terminal);
  addSimulateCommand(program, terminal, api);
  addKeys(program, terminal, api);
  commandLine.addCommands?.(program);
  for (const name of LATER_COMMANDS) addLater(program, name);
  return program;
}

function addKeys(program: Command, terminal: Terminal, api: () => ApiClient): void {
  const keys = program.command('keys').description('make, list and revoke API keys');
  keys
    .command('create')
    .description('make a key; it is shown once')
    .option('--source <name>', 'the app or server that will use it', 'default')
    .addOption(new Option('--scope <scopes...>', 'what it may do').choices(SCOPES).makeOptionMandatory())
    .addOption(
      new Option('--type <type>', 'browser keys are public').choices(['server', 'browser']).default('server'),
    )
    .option('--venue <id>', 'needed for staff: the one venue it may see')
    .option('--requires-identity-proof', 'a browser’s userId links nothing without a proof from your server')
    .addOption(new Option('--limit <n>', 'requests a second it may send').argParser(parseLimit))
    .option(
      '--config-table <name>',
      'make the first key, with AWS credentials: output ConfigTable of the data stack',
    )
    .action(async ({ configTable, ...options }: NewKeyOptions) => {
      if (configTable === undefined) return createKey(terminal, api(), options);
      // Loaded here, since nothing else needs AWS's client.
      const { createFirstKey } = await import('./commands/first-key.ts');
      return createFirstKey(terminal, { ...options, configTable });
    });
  keys
    .command('list')
    .description('list all keys, without their secrets')
    .action(() => listKeys(terminal, api()));
  keys
    .command('revoke')
    .description('end a key')
    .argument('<keyId>')
    .action((keyId: string) => revokeKey(terminal, api(), keyId));
}

/** The API knows how many are too many. */
function parseLimit(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError('must be a whole number of requests a second, 1 or more.');
}

function addLater(program: Command, name: string): void {
  program
    .command(name, { hidden: true })
    .allowUnknownOption()
    .allowExcessArguments()
    .action(() => {
      throw notYet(name);
    });
}

function notYet(what: string): CommandError {
  return new CommandError(`maitred ${what} is not supported yet`);
}
