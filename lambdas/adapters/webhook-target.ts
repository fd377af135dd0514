import { BlockList, isIP } from 'node:net';

/** Addresses that are not of the public Internet: our own network, this machine, the metadata service among them. */
const PRIVATE_SUBNETS_4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];
/** Those that carry an IPv4 address inside (mapped, translated, tunnelled) are refused whole. */
const PRIVATE_SUBNETS_6: readonly (readonly [string, number])[] = [
  ['::', 96],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
];

// Two lists: one list with ::ffff:0:0/96 in it would take every IPv4 address for private.
const privateAddresses4 = new BlockList();
for (const [network, prefix] of PRIVATE_SUBNETS_4) privateAddresses4.addSubnet(network, prefix, 'ipv4');
const privateAddresses6 = new BlockList();
for (const [network, prefix] of PRIVATE_SUBNETS_6) privateAddresses6.addSubnet(network, prefix, 'ipv6');

/** Tells whether an IP address is not one of the public Internet; text that is no address counts as private. */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return true;
  return family === 4 ? privateAddresses4.check(address, 'ipv4') : privateAddresses6.check(address, 'ipv6');
}

/**
 * Tells why a webhook may not be sent to a URL; undefined if it may. Names are judged here only by their look: what they
 * resolve to is judged when the connection is made.
 * @param isLocal on a developer's machine, loopback and plain http are allowed
 */
export function refuseTarget(url: string, isLocal: boolean): string | undefined {
  const target = URL.parse(url);
  if (target === null) return 'the destination is not a URL';
  if (target.username !== '' || target.password !== '')
    return 'the destination carries a password in its URL';
  if (isLocal)
    return ['http:', 'https:'].includes(target.protocol) ? undefined : 'the destination is not http';
  if (target.protocol !== 'https:') return 'the destination is not https';
  const host = target.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const isName = isIP(host) === 0;
  const isPrivate = isName
    ? /(^|\.)(localhost|local|internal|localdomain)$/i.test(host)
    : isPrivateAddress(host);
  return isPrivate ? 'the destination is inside a private network' : undefined;
}
