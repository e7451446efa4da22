/** Handlebars without its compiler; what it ships as types of this file says nothing. */
declare module 'handlebars/runtime.js' {
  import Handlebars from 'handlebars'
  export default Handlebars
}
