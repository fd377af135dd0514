import { installPythonTools } from './python-tools.ts';

/** Before any test, so that what is missing is said once. @throws ToolsMissing */
export async function setup(): Promise<void> {
  await installPythonTools();
}
