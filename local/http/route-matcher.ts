import type { RouteModel } from '../template/local-model.ts';

export interface RouteMatch {
  readonly route: RouteModel;
  readonly pathParameters: Readonly<Record<string, string>> | undefined;
}

interface CompiledRoute {
  readonly route: RouteModel;
  readonly method: string;
  readonly segments: readonly string[];
}

/** The route that takes what no other does. */
const DEFAULT_ROUTE = '$default';

const isGreedy = (segment: string) => segment.endsWith('+}');
const isParameter = (segment: string) => segment.startsWith('{');

/** Finds a request's route as an HTTP API does: literal parts win over parameters, these over `{proxy+}`, a method over ANY, and anything over `$default`. */
export function createRouteMatcher(
  routes: readonly RouteModel[],
): (method: string, path: string) => RouteMatch | undefined {
  const fallback = routes.find((route) => route.routeKey === DEFAULT_ROUTE);
  const named = routes.filter((route) => route !== fallback);
  const compiled = named.map((route): CompiledRoute => {
    const [method = '', path = ''] = route.routeKey.split(' ');
    return { route, method, segments: segmentsOf(path) };
  });
  const bySpecificity = compiled.sort((a, b) => specificityOf(b).localeCompare(specificityOf(a)));
  return (method, path) => {
    const segments = segmentsOf(path);
    for (const candidate of bySpecificity) {
      if (candidate.method !== 'ANY' && candidate.method !== method) continue;
      const pathParameters = match(candidate.segments, segments);
      if (pathParameters === undefined) continue;
      return {
        route: candidate.route,
        pathParameters: Object.keys(pathParameters).length === 0 ? undefined : pathParameters,
      };
    }
    return fallback && { route: fallback, pathParameters: undefined };
  };
}

function segmentsOf(path: string): string[] {
  return path.split('/').slice(1);
}

/** Sorts literal before parameter before greedy, place by place, and a method before ANY. */
function specificityOf({ method, segments }: CompiledRoute): string {
  const places = segments.map((segment) => (isGreedy(segment) ? 'a' : isParameter(segment) ? 'b' : 'c'));
  return places.join('') + (method === 'ANY' ? 'a' : 'b');
}

function match(pattern: readonly string[], path: readonly string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, segment] of pattern.entries()) {
    if (isGreedy(segment)) {
      const rest = path.slice(index).join('/');
      if (rest === '') return undefined;
      parameters[segment.slice(1, -2)] = rest;
      return parameters;
    }
    const value = path[index];
    if (value === undefined) return undefined;
    if (isParameter(segment)) {
      if (value === '') return undefined;
      parameters[segment.slice(1, -1)] = value;
    } else if (segment !== value) return undefined;
  }
  return pattern.length === path.length ? parameters : undefined;
}
