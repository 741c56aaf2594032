/** Not API; may change in any release. */
@NullMarked
package dev.hearth.internal;

import org.jspecify.annotations.NullMarked;
