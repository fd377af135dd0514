import { describeDataStack } from './suites/data-stack.ts';
import { describeDisposable } from './suites/disposable.ts';
import { describeEnvironment } from './suites/environment.ts';
import { describeQueues } from './suites/queues.ts';
import { describeRights } from './suites/rights.ts';
import { describeSecureByDefault } from './suites/secure-by-default.ts';
import { describeServiceReference } from './suites/service-reference.ts';
import { describeServiceStack } from './suites/service-stack.ts';
import { describeTwoStages } from './suites/two-stages.ts';
import { describeWildcards } from './suites/wildcards.ts';
import { synthesizeApp } from './synthesized-app.ts';

// A synthesis takes longer than all that is asked of it: two for all the suites.
const app = synthesizeApp();
const other = synthesizeApp({ stage: 'other', disposable: true });

describeDataStack(app);
describeServiceStack(app);
describeQueues(app);
describeRights(app);
describeWildcards(app, other);
describeSecureByDefault(app);
await describeServiceReference(app, other);
describeEnvironment(app);
describeDisposable(other, app);
describeTwoStages(app, other);
