import { join } from 'node:path';
import { ToolsMissing } from './python-tools.ts';
import { CommandFailure, runCommand } from './run-command.ts';

export interface Certificate {
  /** Files, in PEM. */
  readonly certificate: string;
  readonly key: string;
}

const NAMES = 'subjectAltName=DNS:localhost,DNS:*.localhost,DNS:*.execute-api.localhost,IP:127.0.0.1';

/**
 * Makes a certificate for this machine: our buckets and queues refuse whoever comes without TLS, and so does the emulator.
 * @throws ToolsMissing where there is no openssl
 */
export async function createCertificate(folder: string): Promise<Certificate> {
  const files = { certificate: join(folder, 'certificate.pem'), key: join(folder, 'key.pem') };
  const words = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'];
  const extensions = ['basicConstraints=critical,CA:FALSE', 'extendedKeyUsage=serverAuth', NAMES];
  words.push(
    '-keyout',
    files.key,
    '-out',
    files.certificate,
    ...extensions.flatMap((one) => ['-addext', one]),
  );
  try {
    await runCommand('openssl', words);
  } catch (error) {
    if (!(error instanceof CommandFailure) || error.code !== 'ENOENT') throw error;
    throw new ToolsMissing('openssl is not installed: install openssl.');
  }
  return files;
}
