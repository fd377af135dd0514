import { Stack } from 'aws-cdk-lib';

/**
 * CloudFormation knows a stack by its name: of two in one account and region, each deploy would turn the one into the other.
 * Where both are left to whoever deploys, they are in the same.
 * @throws Error if another stack of the app has the same name, account and region
 */
export function requireOwnName(stack: Stack): void {
  const twin = stack.node.root.node
    .findAll()
    .filter((other) => Stack.isStack(other))
    .find((other) => other !== stack && isSamePlace(other, stack) && other.stackName === stack.stackName);
  if (twin === undefined) return;
  throw new Error(
    `${stack.node.path}: ${twin.node.path} is the stack ${stack.stackName} of the same account and region already: give one of the two another stage, or another env`,
  );
}

/** Unresolved ones are tokens, which are the same text where they mean the same. */
function isSamePlace(one: Stack, other: Stack): boolean {
  return one.account === other.account && one.region === other.region;
}
