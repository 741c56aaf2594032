/** Longer looks at the adapter under load. Start at {@link dev.hearth.gcf.checks.LoadCheck}. */
@NullMarked
package dev.hearth.gcf.checks;

import org.jspecify.annotations.NullMarked;
