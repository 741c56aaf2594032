/** The command {@code hearth}: one class a subcommand. Start at {@link dev.hearth.tools.Hearth}. */
@NullMarked
package dev.hearth.tools;

import org.jspecify.annotations.NullMarked;
