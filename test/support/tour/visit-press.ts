import { call, type Tour } from './tour.ts';

/** In a house that runs the hotel's playbook: a list is loaded and let go, and it is asked who is in which segment. */
export async function visitPress(tour: Tour): Promise<void> {
  await loadList(tour, 'the-press-of-may', [{ email: 'john@example.com' }, { email: 'nora@example.com' }]);
  await loadList(tour, 'the-press-of-june', [{ email: 'john@example.com' }]);
  for (const path of ['/v1/lists', '/v1/events/names', '/v1/segments'])
    await call(tour, 'GET', path, 'local-admin');
  const members = '/v1/segments/interest-in-spa/members?include=traits,identifiers';
  await call(tour, 'GET', members, 'local-read');
  await tour.house.settle();
}

async function loadList(tour: Tour, load: string, guests: readonly object[]): Promise<void> {
  const list = '/v1/lists/press-guests';
  await call(tour, 'POST', list, 'local-admin', { load, namespaces: ['email'] });
  await call(tour, 'POST', `${list}/guests`, 'local-admin', { load, guests });
  await call(tour, 'POST', `${list}/finish`, 'local-admin', { load });
}
