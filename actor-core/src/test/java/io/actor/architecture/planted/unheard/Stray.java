package io.actor.architecture.planted.unheard;

/** In a package nobody decided about. */
public class Stray {

}
