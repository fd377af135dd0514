import { KNOWN_PROPERTIES, type KnownProperties, WITHOUT_MEANING } from './known-properties.ts';
import { type StackTemplate, UnknownTemplatePart } from './template.ts';

/**
 * Stops at the first resource type or property that the runner does not know: it would run something else than what deploys.
 * @throws UnknownTemplatePart naming stack, resource, type and property
 */
export function checkTemplate(stack: StackTemplate): void {
  for (const [logicalId, resource] of Object.entries(stack.resources)) {
    const where = `${stack.stackName}: ${logicalId} (${resource.Type})`;
    if (Object.hasOwn(resource, 'Condition'))
      throw new UnknownTemplatePart(`${where}: a conditional resource`);
    if (Object.hasOwn(WITHOUT_MEANING, resource.Type)) continue;
    const known = KNOWN_PROPERTIES[resource.Type];
    if (known === undefined)
      throw new UnknownTemplatePart(`${where}: a type that the local system does not know`);
    checkProperties(where, known, resource.Properties ?? {});
  }
}

function checkProperties(where: string, known: KnownProperties, value: unknown): void {
  if (Array.isArray(value)) {
    for (const one of value) checkProperties(where, known, one);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [property, inner] of Object.entries(value)) {
    const knowledge = Object.hasOwn(known, property) ? known[property] : undefined;
    if (knowledge === undefined) throw new UnknownTemplatePart(`${where}: property ${property}`);
    if (typeof knowledge === 'object') checkProperties(`${where}: ${property}`, knowledge, inner);
  }
}
