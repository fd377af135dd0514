import dns from 'node:dns';

/*
 * An API's address here is `<id>.execute-api.localhost`. Names under localhost mean this machine (RFC 6761, 6.3), but not every
 * system's resolver knows it. Loaded before anything else (NODE_OPTIONS, vitest's setupFiles), this teaches Node what curl does.
 */
const lookup = dns.lookup as (hostname: string, ...rest: unknown[]) => void;

dns.lookup = ((hostname: string, ...rest: unknown[]) =>
  lookup(hostname.endsWith('.localhost') ? 'localhost' : hostname, ...rest)) as typeof dns.lookup;
