/** Deployed functions as tests have them: real entries around models without weights. */
@NullMarked
package dev.hearth.gcf.functions;

import org.jspecify.annotations.NullMarked;
